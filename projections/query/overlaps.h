// SPDX-License-Identifier: Apache-2.0
// Overlaps: what pledges declare to count together with others, so that net totals count it once:
// gross less, for each unordered pair of pledges once, the smaller overlap that the two declare; a
// declaration by one of them suffices (docs/decisions/0022). Compared in USD, each by the rates of
// the pledge that declares it.
#pragma once

#include <functional>
#include <vector>

#include "projections/query/selection.h"

namespace pledgebook::projections {

struct OverlapPair {
  Facts one;
  Facts other;
  ledger::Decimal usd;
};

// The pairs of which both pledges are in the selection and count in totals, and of which an
// overlap has a USD value.
[[nodiscard]] ledger::Result<std::vector<OverlapPair>> overlaps(const Selection& selection);

// Their sum, over the pairs of which both pledges are `within` a row.
[[nodiscard]] ledger::Decimal overlap_within(const std::vector<OverlapPair>& pairs,
                                             const std::function<bool(const Facts&)>& within);
[[nodiscard]] ledger::Decimal overlap_of_all(const std::vector<OverlapPair>& pairs);

}  // namespace pledgebook::projections
