// SPDX-License-Identifier: Apache-2.0
// ListPlaces: to which items of a published list a country belongs, looked up instead of searched
// for in every item.
//
// Threads: one at a time. The lists outlive it.
#pragma once

#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "ledger/domain/kinds/governance.h"
#include "ledger/domain/values/country.h"

namespace pledgebook::projections {

class ListPlaces {
 public:
  // Positions in the list's items, ascending.
  [[nodiscard]] const std::vector<std::uint16_t>& of(const ledger::ListPublished& list,
                                                     const ledger::Country& country);

 private:
  using Table = std::map<ledger::Country, std::vector<std::uint16_t>>;
  std::unordered_map<const ledger::ListPublished*, Table> tables_;
};

}  // namespace pledgebook::projections
