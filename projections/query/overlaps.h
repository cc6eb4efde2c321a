// SPDX-License-Identifier: Apache-2.0
// Overlaps: amounts that pledges declare to share with others, so that net totals count them once.
// Net is gross less one overlap for each unordered pair of pledges: the smaller of the two declared
// ones; a declaration by one of them is enough (docs/decisions/0022). Overlaps are compared in USD,
// each at the rates of the pledge that declares it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "projections/query/selection.h"

namespace pledgebook::projections {

struct OverlapPair {
  Facts one;
  Facts other;
  ledger::Decimal usd;
};

// What a pledge and another one declare to share.
struct SharedAmount {
  ledger::PledgeId other;
  ledger::PartyId owner;               // of the other
  std::string title;                   // likewise
  std::optional<ledger::Money> here;   // as the pledge declares it
  std::optional<ledger::Money> there;  // as the other declares it
  std::optional<ledger::Decimal> usd;  // what net totals count once; nothing if they count it not
};
// In the order of the others' ids. Only other pledges that exist at the moment.
[[nodiscard]] ledger::Result<std::vector<SharedAmount>> shared_amounts(const Selection& selection,
                                                                       const ledger::PledgeId& id);

// The pairs with both pledges in the selection and counted in totals, and with an overlap that has
// a USD value.
[[nodiscard]] ledger::Result<std::vector<OverlapPair>> overlaps(const Selection& selection);

// The sum over the pairs with both pledges `within` a row.
[[nodiscard]] ledger::Decimal overlap_within(const std::vector<OverlapPair>& pairs,
                                             const std::function<bool(const Facts&)>& within);
[[nodiscard]] ledger::Decimal overlap_of_all(const std::vector<OverlapPair>& pairs);

}  // namespace pledgebook::projections
