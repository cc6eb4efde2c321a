// SPDX-License-Identifier: Apache-2.0
// FilterSets: the pledges that pass each filter of a query about the present, from the sets of
// values (projections/figures/value_sets.h). No pledge is read.
#pragma once

#include <optional>
#include <vector>

#include "projections/figures/context.h"
#include "projections/figures/facets.h"
#include "projections/query/query.h"
#include "projections/query/text_search.h"
#include "projections/store/pledge_set.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

class FilterSets {
 public:
  // `day` is that of timeliness; `hits` are those of the query's search, null if it has none.
  // Errc::corrupt if a row is damaged.
  [[nodiscard]] static ledger::Result<FilterSets> read(const ReadRows& rows, const Context& context,
                                                       const Query& query, ledger::Date day,
                                                       const TextHits* hits);

  // The pledges that pass all filters, or all but the facet's own.
  [[nodiscard]] PledgeSet passing(std::optional<Facet> but = std::nullopt) const;

 private:
  struct Filter {
    std::optional<Facet> facet;
    PledgeSet pledges;
  };
  PledgeSet all_;
  std::vector<Filter> filters_;
};

// The pledges whose owner is in one of the sectors at the context's moment. False if a row is
// damaged.
[[nodiscard]] bool add_sectors(const ReadRows& rows, const Context& context,
                               const std::vector<ledger::Sector>& sectors, PledgeSet& pledges);

}  // namespace pledgebook::projections
