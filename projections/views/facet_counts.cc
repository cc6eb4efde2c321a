// SPDX-License-Identifier: Apache-2.0
#include "projections/views/facet_counts.h"

#include <vector>

#include "projections/figures/value_sets.h"
#include "projections/query/filter_sets.h"
#include "projections/query/view_state.h"

namespace pledgebook::projections {
namespace {

void add(ValueCounts& counts, std::string_view value, std::uint64_t pledges) {
  if (pledges == 0) return;
  const auto found = counts.find(value);
  const auto number = static_cast<std::int64_t>(pledges);
  if (found == counts.end()) {
    counts.emplace(value, number);
  } else {
    found->second += number;
  }
}

// Counts the pledges of a set that have each value of the facet now. False if a row is damaged.
bool count(const ReadRows& rows, const Context& context, Facet facet, ledger::Date day,
           const PledgeSet& pledges, ValueCounts& counts) {
  return for_each_set(rows, trait_of(stored_as(facet)), {},
                      [&](std::string_view stored, const PledgeSet& part) {
                        if (const auto value = value_meant(facet, stored, context, day))
                          add(counts, *value, part.size_with(pledges));
                      });
}

ledger::Result<FacetCounts> count_now(const Selection& selection, std::span<const Facet> facets) {
  LEDGER_TRY(const FilterSets sets, selection.filter_sets());
  FacetCounts counts;
  for (const Facet facet : facets) {
    if (!count(selection.rows(), selection.context(), facet, selection.day(), sets.passing(facet),
               counts[facet]))
      return std::unexpected(damaged_views());
  }
  return counts;
}

ledger::Result<void> walk(const Selection& selection, std::span<const Facet> facets,
                          FacetCounts& counts) {
  const ledger::Date day = selection.day();
  ListPlaces places;
  return selection.for_each([&](const ValuedPledge& pledge) {
    for (const Facet facet : facets) {
      for_each_stored(facet, selection.context(), places, pledge, [&](std::string_view stored) {
        const auto value = value_meant(facet, stored, selection.context(), day);
        if (value) add(counts[facet], *value, 1);
      });
    }
  });
}

// In the past, a pledge may have had other values than it has now.
ledger::Result<FacetCounts> count_then(const Selection& selection, std::span<const Facet> facets) {
  FacetCounts counts;
  std::vector<Facet> unfiltered;
  for (const Facet facet : facets) {
    Query others = selection.query();
    if (!others.clear(facet)) {
      unfiltered.push_back(facet);
      continue;
    }
    LEDGER_TRY(const auto wider, selection.with(others));
    LEDGER_CHECK(walk(wider, std::span(&facet, 1), counts));
  }
  LEDGER_CHECK(walk(selection, unfiltered, counts));
  return counts;
}

}  // namespace

ledger::Result<FacetCounts> count_facets(const Selection& selection,
                                         std::span<const Facet> facets) {
  return selection.query().is_past() ? count_then(selection, facets) : count_now(selection, facets);
}

}  // namespace pledgebook::projections
