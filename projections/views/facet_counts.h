// SPDX-License-Identifier: Apache-2.0
// FacetCounts: how many pledges each value of a facet has, for the filters beside a list. A facet
// is counted over the pledges that pass all filters but its own, so that the number says what
// choosing the value would show.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "ledger/error.h"
#include "projections/figures/facets.h"
#include "projections/query/selection.h"

namespace pledgebook::projections {

using ValueCounts = std::map<std::string, std::int64_t, std::less<>>;
using FacetCounts = std::map<Facet, ValueCounts>;

[[nodiscard]] ledger::Result<FacetCounts> count_facets(const Selection& selection,
                                                       std::span<const Facet> facets);

}  // namespace pledgebook::projections
