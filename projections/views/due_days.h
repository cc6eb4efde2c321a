// SPDX-License-Identifier: Apache-2.0
// DueDays: what members owe next, and when: the report that keeps a pledge current, and what is to
// be said when a pledge ends.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/domain/values/id.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/selection.h"

namespace pledgebook::projections {

enum class Duty : std::uint8_t {
  report,  // a year has passed since the last activity: from then on the report is due
  end      // the pledge's last day: later an auditor may determine what was fulfilled
};
constexpr auto names_of(Duty) {
  return std::to_array<ledger::Name<Duty>>({{Duty::report, "report"}, {Duty::end, "end"}});
}

struct DueDay {
  ledger::Date day{};
  Duty duty = Duty::report;
  ledger::PledgeId pledge;
  std::string title;  // the pledge's
};

// Of the pledges that the query selects and that are open, by day; past ones first.
[[nodiscard]] ledger::Result<std::vector<DueDay>> due_days(const Selection& selection);

}  // namespace pledgebook::projections
