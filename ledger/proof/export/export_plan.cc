// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/export/export_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "ledger/big_endian.h"
#include "ledger/log/record/record.h"
#include "ledger/log/store/row_check.h"
#include "ledger/log/streams.h"

namespace pledgebook::ledger {
namespace {

constexpr std::size_t kPage = 512;  // records a snapshot

std::unexpected<Error> damaged_rows_of(const std::string& stream) {
  return std::unexpected(damaged_rows("the stream " + stream));
}

// Rows that are whole and yet wrong: no rebuild mends them by itself.
std::unexpected<Error> wrong_rows(std::string_view what) {
  return std::unexpected(
      Error{Errc::corrupt,
            fmt::format("derived rows of a stream have {}: run `pledgebook audit`", what)});
}

class Planner {
 public:
  Planner(const Store& store, const ExportBasis& basis) : store_(store), basis_(basis) {}

  Result<ExportPlan> plan(const Selection& selection) {
    for (std::string& stream : selected_streams(selection)) want(std::move(stream));
    while (!waiting_.empty()) {
      const std::string stream = std::move(waiting_.back());
      waiting_.pop_back();
      LEDGER_CHECK(follow(stream));
    }
    std::ranges::sort(plan_.records);
    return std::move(plan_);
  }

 private:
  void want(std::string stream) {
    const auto [wanted, is_new] = plan_.streams.try_emplace(stream);
    if (!is_new) return;  // the usual case: a record refers to the same streams as its neighbours
    wanted->second = basis_.map().find(stream_key(stream));
    waiting_.push_back(std::move(stream));
  }

  // Takes the stream's records, and adds the streams that they refer to.
  Result<void> follow(const std::string& stream) {
    const HeadsMap::Position place = plan_.streams.at(stream);
    if (!place.is_there) return {};
    const std::uint64_t count = basis_.leaf(stream_key(stream)).head.count;
    std::uint64_t read = 0;
    while (read < count) {
      LEDGER_TRY(const Snapshot snapshot, store_.snapshot());
      const std::uint64_t end = std::min<std::uint64_t>(count, read + kPage);
      while (read < end) {
        LEDGER_TRY(const auto indexes, chunk(snapshot, stream, read, count));
        for (const Index index : indexes) LEDGER_CHECK(take(snapshot, index));
        read += indexes.size();
      }
      LEDGER_CHECK(snapshot.check_rows());
    }
    return {};
  }

  // The indexes of the chunk that begins at `first`, up to the stream's `count`.
  static Result<std::vector<Index>> chunk(const Snapshot& snapshot, const std::string& stream,
                                          std::uint64_t first, std::uint64_t count) {
    const auto row =
        snapshot.row(Table::streams, stream_chunk_key(stream_key(stream), first / kStreamChunk));
    if (!row) return damaged_rows_of(stream);
    ByteReader bytes(*row);
    std::vector<Index> indexes(std::min(kStreamChunk, count - first));
    for (Index& index : indexes) index = Index{bytes.take<std::uint64_t>()};
    if (!bytes.ok()) return damaged_rows_of(stream);
    return indexes;
  }

  Result<void> take(const Snapshot& snapshot, Index index) {
    if (index >= basis_.heads().index) return wrong_rows("a record beyond the checkpoint");
    if (!taken_.insert(number(index)).second) return {};
    plan_.records.push_back(index);
    LEDGER_TRY(const std::string_view bytes, snapshot.record(index));
    LEDGER_TRY(const Record record, decode_record(bytes));
    const SignedStatement* signed_statement = record.statement();
    if (signed_statement == nullptr) return wrong_rows("a heads record");
    const auto statement = decode_admitted_statement(signed_statement->payload);
    if (!statement) {
      return std::unexpected(
          Error{Errc::corrupt,
                fmt::format("record {} can't be read: {}", number(index), statement.error().rule)});
    }
    for (std::string& behind : streams_behind(*statement)) want(std::move(behind));
    return {};
  }

  const Store& store_;
  const ExportBasis& basis_;
  ExportPlan plan_;
  std::vector<std::string> waiting_;
  std::unordered_set<std::uint64_t> taken_;
};

}  // namespace

Result<ExportPlan> plan_export(const Store& store, const ExportBasis& basis,
                               const Selection& selection) {
  return Planner(store, basis).plan(selection);
}

}  // namespace pledgebook::ledger
