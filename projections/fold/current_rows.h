// SPDX-License-Identifier: Apache-2.0
// CurrentRows: updates table `current` for the pledges that a batch has touched, in the order of
// keys.
//
// Threads: one at a time. The transaction outlives the object.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "projections/figures/current_row.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

class CurrentRows {
 public:
  explicit CurrentRows(WriteRows& rows) : rows_(rows) {}

  // Sets a pledge's present state; once per pledge between two calls of `write`.
  void set(Ordinal ordinal, const CurrentRow& row);
  // Writes the rows of all pledges that were set.
  void write();
  // True if more was set than should be kept in memory.
  [[nodiscard]] bool is_full() const noexcept;

 private:
  WriteRows& rows_;
  std::vector<std::pair<Ordinal, std::string>> changes_;
};

}  // namespace pledgebook::projections
