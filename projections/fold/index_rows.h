// SPDX-License-Identifier: Apache-2.0
// IndexRows: updates tables `current` and `index` for the pledges that a batch has touched.
// Only changed rows are written, in the order of keys.
//
// Threads: one at a time. The transaction outlives the object.
#pragma once

#include <string>
#include <vector>

#include "projections/figures/current_row.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

class IndexRows {
 public:
  explicit IndexRows(WriteRows& rows) : rows_(rows) {}

  // Sets a pledge's present state; once per pledge between two calls of `write`.
  void set(Ordinal ordinal, const CurrentRow& row);
  // Writes the rows of all pledges that were set.
  void write();
  // True if more was set than should be kept in memory.
  [[nodiscard]] bool is_full() const noexcept;
  // True if a row to be replaced can't be decoded: its keys in the index are then unknown.
  [[nodiscard]] bool damaged() const noexcept { return damaged_; }

 private:
  struct Change {
    ViewTable table;
    std::string key;
    std::string value;
    bool erase = false;
  };
  void put(ViewTable table, std::string key, std::string value);

  WriteRows& rows_;
  std::vector<Change> changes_;
  bool damaged_ = false;
};

}  // namespace pledgebook::projections
