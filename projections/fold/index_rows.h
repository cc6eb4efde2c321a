// SPDX-License-Identifier: Apache-2.0
// IndexRows: keeps tables `current`, `index` and `texts` in step with the pledges that a batch has
// touched. Rows are put in the order of keys, and only those that change.
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

  // Where the pledge stands now; once a pledge between two calls of `write`.
  void set(Ordinal ordinal, const CurrentRow& row);
  // Puts what was set.
  void write();
  // More was set than should be held in memory.
  [[nodiscard]] bool is_full() const noexcept;
  // A row that is to be replaced does not decode: what it left in the index is not known.
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
