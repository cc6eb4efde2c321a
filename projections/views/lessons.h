// SPDX-License-Identifier: Apache-2.0
// Lessons: what members write in their reports for others to learn from.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/kinds/report.h"
#include "ledger/error.h"
#include "ledger/log/record/decoded_record.h"
#include "projections/query/selection.h"

namespace pledgebook::projections {

struct Lesson {
  ledger::Index index{};  // of the report
  ledger::Sid report;
  ledger::PledgeId pledge;
  ledger::PartyId by;  // the member that reports, also where the registrar entered it
  ledger::Instant at{};
  ledger::Period period;
  std::string text;
};

// The lesson of a record; nothing if it is no report, or has none.
[[nodiscard]] std::optional<Lesson> lesson_in(const ledger::DecodedRecord& record);

// The newest `count` lessons of the pledges that pass, at the selection's moment, without those of
// reports that a later one replaces. Looks at a limited number of reports.
[[nodiscard]] ledger::Result<std::vector<Lesson>> latest_lessons(const Selection& selection,
                                                                 std::size_t count);

}  // namespace pledgebook::projections
