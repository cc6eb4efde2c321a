// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/ledger_life.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <variant>

#include "ledger/domain/json/statement.h"
#include "ledger/log/record/record.h"

namespace pledgebook::server {
namespace {

using ledger::RecordedAt;
using ledger::Result;
using ledger::Snapshot;
using std::chrono::months;
using std::chrono::year_month;

Result<ledger::Record> record_at(const Snapshot& snapshot, std::uint64_t index) {
  LEDGER_TRY(const auto bytes, snapshot.record(ledger::Index{index}));
  return ledger::decode_record(bytes);
}

year_month month_of(RecordedAt time) {
  const std::chrono::year_month_day day{ledger::date_of(time)};
  return day.year() / day.month();
}

// The number of records before `end`, of which `low` are known to be and `high` bounds them.
Result<std::uint64_t> records_before(const Snapshot& snapshot, RecordedAt end, std::uint64_t low,
                                     std::uint64_t high) {
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    LEDGER_TRY(const auto record, record_at(snapshot, middle));
    if (record.recorded_at < end) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::string title_of(const ledger::Record& first) {
  if (first.statement() == nullptr) return {};
  const auto statement = ledger::decode_admitted_statement(first.statement()->payload);
  if (!statement) return {};
  const auto* created = std::get_if<ledger::LedgerCreated>(&statement->body);
  return created == nullptr ? std::string() : created->title;
}

}  // namespace

year_month Life::first_month() const { return month_of(first); }

Result<std::optional<Life>> LedgerLife::of(ledger::Size size) {
  const std::uint64_t records = ledger::number(size);
  if (records == 0) return std::nullopt;
  LEDGER_TRY(const auto snapshot, store_.snapshot());
  const std::lock_guard lock(mutex_);
  if (!title_) {
    LEDGER_TRY(const auto first, record_at(snapshot, 0));
    title_ = title_of(first);
    first_ = first.recorded_at;
  }
  LEDGER_TRY(const auto last, record_at(snapshot, records - 1));
  Life life{.title = *title_, .first = first_, .last = last.recorded_at, .months = {}};
  const year_month last_month = month_of(last.recorded_at);
  std::uint64_t before = 0;
  std::size_t at = 0;
  for (year_month month = month_of(first_); month <= last_month; month += months(1), ++at) {
    std::uint64_t end = records;
    if (month < last_month) {
      if (at == ends_.size()) {
        const std::chrono::sys_days next = (month + months(1)) / 1;
        LEDGER_TRY(end, records_before(snapshot, RecordedAt(next), before, records));
        ends_.push_back(end);
      }
      // A question about an earlier position than the last one has fewer records.
      end = std::min(ends_[at], records);
    }
    life.months.push_back(end - before);
    before = end;
  }
  return life;
}

}  // namespace pledgebook::server
