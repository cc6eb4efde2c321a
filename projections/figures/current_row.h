// SPDX-License-Identifier: Apache-2.0
// CurrentRow: where a pledge stands now, all of it in one row of table `current`, by ordinal.
// CurrentWalk reads them: what PledgeWalk finds out from all versions of a pledge, for the question
// that is asked most.
//
// Threads: one at a time. The rows outlive the walk.
#pragma once

#include "projections/figures/grounds.h"
#include "projections/figures/valued_pledge.h"
#include "projections/figures/version.h"
#include "projections/store/row_keys.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

struct CurrentRow {
  Facts facts;
  Version version;  // the newest
  Grounds grounds;
  friend bool operator==(const CurrentRow&, const CurrentRow&) = default;
};
// A version's index is not among its own members.
void members(auto& row, ledger::Is<CurrentRow> auto& v) {
  row(v.version.index, v.version, v.facts, v.grounds);
}

class CurrentWalk {
 public:
  explicit CurrentWalk(const ReadRows& rows) : rows_(rows), cursor_(rows, ViewTable::current) {}

  // To the next pledge, the first at first. False at the end, or where a row is damaged.
  bool next();
  // To that pledge. False where there is none. `next` is of no more use.
  bool find(Ordinal ordinal);

  [[nodiscard]] Ordinal ordinal() const noexcept { return ordinal_; }
  [[nodiscard]] const CurrentRow& row() const noexcept { return row_; }
  // A row could not be read: the walk is not complete.
  [[nodiscard]] bool damaged() const noexcept { return damaged_; }

 private:
  bool read(std::string_view packed);

  const ReadRows& rows_;
  Cursor cursor_;
  bool started_ = false;
  bool damaged_ = false;
  Ordinal ordinal_{};
  CurrentRow row_;
};

// `row` outlives the standing, which has no history.
[[nodiscard]] ValuedPledge value_pledge(const Context& context, Ordinal ordinal, const CurrentRow& row);

}  // namespace pledgebook::projections
