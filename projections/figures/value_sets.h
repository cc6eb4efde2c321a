// SPDX-License-Identifier: Apache-2.0
// ValueSets: which pledges have each value of each facet now, in table `sets`. Filters are answered
// by intersecting these sets, and the numbers beside a filter by counting them
// (docs/decisions/0024-indexes.md).
//
//   trait's letter, value, NUL, u32 part     PledgeSet
//
// A part has the ordinals of one range, so that a change rewrites little. Values of facets are
// stored ones (facets.h).
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "projections/figures/facets.h"
#include "projections/store/pledge_set.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

// What a set of pledges has in common: a value of a facet, or one of these.
enum class Trait : char {
  exists = '0',     // one value, empty: every pledge
  reported = '1',   // one value, empty: those with a report
  published = '2',  // the day of publication, as `day_value` writes it
  usd_value = '3',  // `with` or `without`: those that announce a value that counts
  unit = '4',       // the unit of one of its targets
  facets = 'a'      // the first facet; the others follow
};
[[nodiscard]] constexpr Trait trait_of(Facet facet) noexcept {
  return Trait{static_cast<char>(std::to_underlying(Trait::facets) + std::to_underlying(facet))};
}

class ValueSets {
 public:
  // The transaction outlives the object.
  explicit ValueSets(WriteRows& rows) : rows_(rows) {}
  void contribute(const Context& context, const ValuedPledge& pledge, Sign sign);
  // Writes the sets that were changed; empty ones are erased.
  void write();
  // True if a row could not be decoded: then don't write the sets.
  [[nodiscard]] bool damaged() const noexcept { return damaged_; }

 private:
  struct Part {
    std::string before;  // the row
    PledgeSet pledges;
  };
  void put(Trait trait, std::string_view value, Ordinal pledge, Sign sign);

  WriteRows& rows_;
  ListPlaces places_;
  std::unordered_map<std::string, Part> parts_;  // by the row's key
  bool damaged_ = false;
};

// Calls `visit` with each part of the sets of a trait whose value begins with `prefix`, in the
// order of values. False if a row is damaged.
using VisitSet = std::function<void(std::string_view value, const PledgeSet& part)>;
[[nodiscard]] bool for_each_set(const ReadRows& rows, Trait trait, std::string_view prefix,
                                const VisitSet& visit);
// Adds the pledges that have exactly this value. False if a row is damaged.
[[nodiscard]] bool add_set(const ReadRows& rows, Trait trait, std::string_view value,
                           PledgeSet& pledges);

}  // namespace pledgebook::projections
