// SPDX-License-Identifier: Apache-2.0
// CurrentRow: the present state of a pledge, in one row of table `current`, by ordinal. CurrentWalk
// reads these rows. It is the fast path for the most frequent question; PledgeWalk gets the same
// from all versions of a pledge.
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
// A version's index is not one of its own packed members.
void members(auto& row, ledger::Is<CurrentRow> auto& v) {
  row(v.version.index, v.version, v.facts, v.grounds);
}

class CurrentWalk {
 public:
  // With FactsRead::names, the rest of the facts and the grounds stay empty.
  explicit CurrentWalk(const ReadRows& rows, FactsRead facts = FactsRead::whole)
      : rows_(rows), facts_(facts), cursor_(rows, ViewTable::current) {}

  // Moves to the next pledge; the first call moves to the first. False at the end, or if a row is
  // damaged.
  bool next();
  // Moves to that pledge. False if there is none. Don't call `next` afterwards.
  bool find(Ordinal ordinal);

  [[nodiscard]] Ordinal ordinal() const noexcept { return ordinal_; }
  [[nodiscard]] const CurrentRow& row() const noexcept { return row_; }
  // True if a row could not be read: the walk is incomplete.
  [[nodiscard]] bool damaged() const noexcept { return damaged_; }

 private:
  bool read(std::string_view packed);

  const ReadRows& rows_;
  const FactsRead facts_;
  Cursor cursor_;
  bool started_ = false;
  bool damaged_ = false;
  Ordinal ordinal_{};
  CurrentRow row_;
};

// `row` outlives the result, which has no history.
[[nodiscard]] ValuedPledge value_pledge(const Context& context, Ordinal ordinal,
                                        const CurrentRow& row);

}  // namespace pledgebook::projections
