// SPDX-License-Identifier: Apache-2.0
#include "projections/views/due_days.h"

#include <algorithm>
#include <tuple>

namespace pledgebook::projections {

ledger::Result<std::vector<DueDay>> due_days(const Selection& selection) {
  std::vector<DueDay> days;
  LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) {
    const Facts& facts = *pledge.facts;
    if (!pledge.timeliness(selection.day())) return;
    days.push_back({*pledge.now().last_activity + ledger::kCurrentDaysMax, Duty::report, facts.id,
                    facts.title});
    if (facts.end) days.push_back({*facts.end, Duty::end, facts.id, facts.title});
  }));
  std::ranges::sort(
      days, {}, [](const DueDay& each) { return std::tuple(each.day, each.duty, each.pledge); });
  return days;
}

}  // namespace pledgebook::projections
