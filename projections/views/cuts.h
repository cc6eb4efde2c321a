// SPDX-License-Identifier: Apache-2.0
// Cuts: what the selected pledges add up to by each value of some facets.
#pragma once

#include <span>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/figures/facets.h"
#include "projections/query/selection.h"

namespace pledgebook::projections {

struct CutTable {
  Facets facets;  // the asked ones
  Tally totals;   // of all selected pledges
};
[[nodiscard]] ledger::Result<CutTable> cut(const Selection& selection,
                                           std::span<const Facet> facets);

}  // namespace pledgebook::projections
