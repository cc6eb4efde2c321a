// SPDX-License-Identifier: Apache-2.0
// FacetCells: what all pledges add up to now under each value of each facet, kept up to date in
// table `tallies`, so that the first page and the numbers beside lists need no walk over pledges.
//
//   'f', facet's letter, value      Cut
//   'p', "YYYY-MM", NUL, focus area  Cut, of the pledges published in the month
//
// The values are stored ones (facets.h).
//
// Threads: one at a time.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "projections/figures/facets.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

class FacetCells {
 public:
  // The transaction outlives the object.
  explicit FacetCells(WriteRows& rows) : rows_(rows) {}
  void contribute(const Context& context, const ValuedPledge& pledge, Sign sign);
  // Writes the cells that were changed; empty ones are erased.
  void write();
  // True if a row could not be decoded: then don't write the cells.
  [[nodiscard]] bool damaged() const noexcept { return damaged_; }

 private:
  Cut& at(const std::string& key);

  WriteRows& rows_;
  ListPlaces places_;
  std::unordered_map<std::string, Cut> cells_;  // by the row's key
  bool damaged_ = false;
};

// The cells of a facet, as of now; `day` is that of timeliness. False if a row is damaged.
[[nodiscard]] bool read_facet(const ReadRows& rows, const Context& context, Facet facet,
                              ledger::Date day, Cuts& cuts);

// What was published in a month, by focus area.
using PublishedCuts = std::map<std::pair<std::chrono::year_month, std::string>, Cut>;
[[nodiscard]] bool read_published(const ReadRows& rows, PublishedCuts& cuts);

}  // namespace pledgebook::projections
