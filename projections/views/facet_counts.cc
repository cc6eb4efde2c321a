// SPDX-License-Identifier: Apache-2.0
#include "projections/views/facet_counts.h"

#include <vector>

#include "projections/query/selection.h"

namespace pledgebook::projections {
namespace {

// Empties the facet's filter. False if it was empty.
bool clear(Query& query, Facet facet) {
  const auto emptied = [](auto& values) {
    const bool was_set = !values.empty();
    values.clear();
    return was_set;
  };
  switch (facet) {
    case Facet::focus_area:
      return emptied(query.focus_areas);
    case Facet::state:
      return emptied(query.states);
    case Facet::timeliness:
      return emptied(query.timeliness);
    case Facet::assurance:
      return emptied(query.assurances);
    case Facet::type:
      return emptied(query.types);
    case Facet::sector:
      return emptied(query.sectors);
    case Facet::scope:
      return emptied(query.scopes);
    case Facet::region:
      return emptied(query.regions);
    case Facet::group:
      return emptied(query.groups);
    case Facet::country:
      return emptied(query.countries);
    case Facet::member:
      return emptied(query.members);
    case Facet::sdg:
      return emptied(query.sdgs);
    case Facet::goal:
      return emptied(query.goals);
    case Facet::wsis:
      return emptied(query.wsis);
    case Facet::framework:
      return emptied(query.frameworks);
    case Facet::event:
      return emptied(query.events);
    case Facet::beneficiary:
      return emptied(query.beneficiaries);
  }
  return false;
}

ledger::Result<void> count(const Views& views, const Query& query, std::span<const Facet> facets,
                           ledger::RecordedAt now, FacetCounts& counts) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  const ledger::Date day = selection.day();
  return selection.for_each([&](const ValuedPledge& pledge) {
    for (const Facet facet : facets) {
      ValueCounts& values = counts[facet];
      for_each_value(facet, selection.context(), pledge, day, [&](std::string_view value) {
        const auto found = values.find(value);
        if (found == values.end()) {
          values.emplace(value, 1);
        } else {
          ++found->second;
        }
      });
    }
  });
}

}  // namespace

ledger::Result<FacetCounts> count_facets(const Views& views, const Query& query,
                                         std::span<const Facet> facets, ledger::RecordedAt now) {
  FacetCounts counts;
  std::vector<Facet> unfiltered;
  for (const Facet facet : facets) {
    Query others = query;
    if (!clear(others, facet)) {
      unfiltered.push_back(facet);
      continue;
    }
    LEDGER_CHECK(count(views, others, std::span(&facet, 1), now, counts));
  }
  LEDGER_CHECK(count(views, query, unfiltered, now, counts));
  return counts;
}

}  // namespace pledgebook::projections
