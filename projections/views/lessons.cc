// SPDX-License-Identifier: Apache-2.0
#include "projections/views/lessons.h"

#include <utility>
#include <variant>

#include "projections/fold/view_registry.h"
#include "projections/store/index_keys.h"

namespace pledgebook::projections {
namespace {

using ledger::Result;

constexpr std::size_t kReportsReadMax = 200;  // some tens of milliseconds

// Whether a later report, up to the record at `last`, replaces it.
Result<bool> is_replaced(const Selection& selection, const Lesson& lesson, Ordinal pledge,
                         ledger::Index last) {
  LEDGER_TRY(const ledger::PledgeState state,
             fold_pledge(selection.log(), selection.rows(), pledge, last, nullptr));
  const ledger::ReportState* report = ledger::find_report(state, lesson.report);
  return report == nullptr || report->replaced;
}

}  // namespace

std::optional<Lesson> lesson_in(const ledger::DecodedRecord& record) {
  if (!record.statement) return std::nullopt;
  const ledger::Statement& statement = *record.statement;
  const auto* report = std::get_if<ledger::ReportSubmitted>(&statement.body);
  const auto pledge = statement.stream.pledge_id();
  if (report == nullptr || !report->lessons || !pledge) return std::nullopt;
  return Lesson{.index = record.index,
                .report = record.sid,
                .pledge = *pledge,
                .by = report->behalf.on_behalf_of.value_or(statement.signers.front()),
                .at = statement.at,
                .period = report->period,
                .text = *report->lessons};
}

Result<std::vector<Lesson>> latest_lessons(const Selection& selection, std::size_t count) {
  const Moment& moment = selection.context().moment();
  std::vector<Lesson> lessons;
  PledgeReader reader = selection.reader();
  LEDGER_TRY(const auto snapshot, selection.log().snapshot());
  const std::string all(1, static_cast<char>(Property::lesson));
  Cursor cursor(selection.rows(), ViewTable::index);
  // Keys have the newest report first: those after the moment are passed.
  cursor.seek(lesson_key(ledger::Index{ledger::number(moment.bound) - 1}, Ordinal{0}));
  for (std::size_t read = 0; read < kReportsReadMax && lessons.size() < count; ++read) {
    if (!cursor.valid() || !cursor.key().starts_with(all)) break;
    const ledger::Index index = lesson_report(cursor.key());
    const Ordinal ordinal = indexed_ordinal(cursor.key());
    cursor.next();
    if (!moment.knows(index)) continue;
    LEDGER_TRY(const auto bytes, snapshot.record(index));
    LEDGER_TRY(const auto record, ledger::decode_admitted_record(index, bytes));
    auto lesson = lesson_in(record);
    if (!lesson) return std::unexpected(damaged_views());
    if (!moment.includes(index, lesson->at)) continue;
    const auto pledge = reader.find(ordinal);
    if (reader.damaged()) return std::unexpected(damaged_views());
    if (!pledge || !selection.passes(*pledge)) continue;
    LEDGER_TRY(const bool replaced, is_replaced(selection, *lesson, ordinal, pledge->now().index));
    if (!replaced) lessons.push_back(*std::move(lesson));
  }
  return lessons;
}

}  // namespace pledgebook::projections
