// SPDX-License-Identifier: Apache-2.0
// FacetCounts: how many pledges each value of a facet has, for the filters beside a list. A facet
// is counted over the pledges that pass all filters but its own, so that the number says what
// choosing the value would show.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/facets.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

using ValueCounts = std::map<std::string, std::int64_t, std::less<>>;
using FacetCounts = std::map<Facet, ValueCounts>;

[[nodiscard]] ledger::Result<FacetCounts> count_facets(const Views& views, const Query& query,
                                                       std::span<const Facet> facets,
                                                       ledger::RecordedAt now);

}  // namespace pledgebook::projections
