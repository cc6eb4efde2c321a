// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/list_places.h"

namespace pledgebook::projections {

const std::vector<std::uint16_t>& ListPlaces::of(const ledger::ListPublished& list,
                                                 const ledger::Country& country) {
  const auto [known, is_new] = tables_.try_emplace(&list);
  Table& table = known->second;
  if (is_new) {
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      for (const ledger::Country& member : list.items[i].members)
        table[member].push_back(static_cast<std::uint16_t>(i));
    }
  }
  static const std::vector<std::uint16_t> kNone;
  const auto found = table.find(country);
  return found == table.end() ? kNone : found->second;
}

}  // namespace pledgebook::projections
