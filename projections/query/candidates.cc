// SPDX-License-Identifier: Apache-2.0
#include "projections/query/candidates.h"

#include <algorithm>

#include "projections/figures/value_sets.h"
#include "projections/query/filter_sets.h"
#include "projections/query/view_state.h"

namespace pledgebook::projections {
namespace {

using ledger::Result;

// In the past a pledge may have had other properties, but not another owner; and the sector of a
// party at a moment is known. Some of the pledges found did not exist then.
Result<std::optional<Candidates>> of_the_past(const ReadRows& rows, const Context& context,
                                              const Query& query, const TextHits* hits) {
  std::optional<PledgeSet> found;
  const auto narrow = [&found](const PledgeSet& to) {
    if (found) {
      *found &= to;
    } else {
      found = to;
    }
  };
  bool is_whole = true;
  if (!query.members.empty()) {
    PledgeSet owned;
    for (const ledger::PartyId& member : query.members)
      is_whole = add_set(rows, trait_of(Facet::member), member.text(), owned) && is_whole;
    narrow(owned);
  }
  if (!query.sectors.empty()) {
    PledgeSet owned;
    is_whole = add_sectors(rows, context, query.sectors, owned) && is_whole;
    narrow(owned);
  }
  if (hits != nullptr) {
    PledgeSet searched;
    for (const PledgeHit& hit : hits->pledges) searched.insert(hit.pledge);
    narrow(searched);
  }
  if (!is_whole) {
    return std::unexpected(damaged_views());
  }
  if (!found) return std::nullopt;
  return Candidates{found->ordinals(), false};
}

}  // namespace

Result<std::optional<Candidates>> find_candidates(const ReadRows& rows, const Context& context,
                                                  const Query& query, ledger::Date day,
                                                  const TextHits* hits) {
  if (query.selects_all()) return std::nullopt;
  if (query.is_past()) return of_the_past(rows, context, query, hits);
  LEDGER_TRY(const FilterSets sets, FilterSets::read(rows, context, query, day, hits));
  return Candidates{sets.passing().ordinals(), true};
}

}  // namespace pledgebook::projections
