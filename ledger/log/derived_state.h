// SPDX-License-Identifier: Apache-2.0
// DerivedState: the state derived from all records up to the log's end: registry, tree, streams,
// and the index of each statement. Its rows are in the store, at a position that may be behind the
// records (row_position.h); later records are folded in memory.
//
//   sids   first 16 bytes of the sid -> u64 index; the record shows whether it has this sid
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ledger/domain/rules/fold.h"
#include "ledger/domain/rules/registry.h"
#include "ledger/error.h"
#include "ledger/log/governance_row.h"
#include "ledger/log/record/record.h"
#include "ledger/log/record/unpacked_record.h"
#include "ledger/log/row_position.h"
#include "ledger/log/store/store.h"
#include "ledger/log/stored_rows.h"
#include "ledger/log/streams.h"
#include "ledger/log/tree.h"
#include "ledger/progress.h"

namespace pledgebook::ledger {

inline constexpr std::size_t kSidKeyBytes = 16;

// A statement's position in the log.
struct Located {
  Index index{};
  crypto::Hash leaf_hash;
  RecordedAt recorded_at{};
};

[[nodiscard]] Row sid_row(const Sid& sid, Index index);
[[nodiscard]] std::string sid_row_key(const Sid& sid);

class DerivedState {
 public:
  // For the process that writes to `store`, which outlives this. Rebuilds the rows if they do not
  // fit the records. Errc::corrupt names a record that is invalid.
  [[nodiscard]] static Result<std::unique_ptr<DerivedState>> open(Store& store,
                                                                  const Progress& progress);
  // The same, but always rebuilds the rows.
  [[nodiscard]] static Result<std::unique_ptr<DerivedState>> rebuild(Store& store,
                                                                     const Progress& progress);
  // The state of a snapshot, which outlives this. If the rows do not fit, folds all records in
  // memory.
  [[nodiscard]] static Result<std::unique_ptr<DerivedState>> read(const Snapshot& snapshot,
                                                                  const Progress& progress);

  [[nodiscard]] Registry& registry() noexcept { return registry_; }
  [[nodiscard]] const Tree& tree() const noexcept { return tree_; }
  [[nodiscard]] const Tail& tail() const noexcept { return tail_; }
  // The time of the last record; 1970 for an empty log.
  [[nodiscard]] RecordedAt recorded_at() const noexcept { return recorded_at_; }
  // A row could not be read, was damaged, or does not fit the others: all conclusions since then
  // are invalid.
  [[nodiscard]] bool damaged() const noexcept {
    return misfit_ || streams_.damaged() || (source_ && source_->damaged());
  }
  // Why `open` had to rebuild the rows; empty if it did not.
  [[nodiscard]] std::string_view why_rebuilt() const noexcept { return why_rebuilt_; }
  // The size of the log just after its last heads record: the newest size that can be published; 0
  // if there is none.
  [[nodiscard]] Size sealed() const noexcept { return sealed_; }

  // The next heads record: the heads of all streams now. Append it at once. REQUIRES: the last
  // record is a statement's.
  [[nodiscard]] Heads seal();
  // Adds the record, unpacked with its statement, if it may come next; else says why not. Does not
  // verify its signatures. Once `damaged`, adds nothing and returns nothing.
  [[nodiscard]] std::optional<std::string> take(const UnpackedRecord& unpacked);
  // Adds the next record, whose bytes hash to `leaf_hash`; `entry` is its statement, null for a
  // heads record from `seal`.
  Located append(const crypto::Hash& leaf_hash, RecordedAt recorded_at, const Entry* entry);
  // The accepted statement of this sid, if there is one.
  [[nodiscard]] std::optional<Located> find(const Sid& sid, const Store& store);
  // Compares the registry, which knows whether the stream has statements, with the stream's own
  // row: `damaged` if they differ, since one of the rows is then missing.
  void check_begun(const StreamId& stream, bool has_head);

  // The number of records that have no rows yet.
  [[nodiscard]] std::uint64_t pending() const noexcept { return tree_.size() - position_; }
  // The rows that bring the store to the tail, and the position. The caller must write them.
  [[nodiscard]] std::vector<Row> take_rows();
  // Drops cached rows, beyond `pledges_max` pledges.
  void forget_clean(std::size_t pledges_max) {
    registry_.forget_clean(pledges_max);
    streams_.forget_clean(2 * pledges_max);  // a pledge's own stream, and some of its parties'
  }

  // The keys in statements added since the last call.
  [[nodiscard]] std::vector<PublicKeyBytes> take_new_keys() { return std::exchange(new_keys_, {}); }

 private:
  explicit DerivedState(std::unique_ptr<StoredRows> source);
  // Takes the state from the rows; false if they do not fit.
  [[nodiscard]] bool load_rows(const Snapshot& snapshot);
  // Folds the store's records beyond the position, and writes rows so that few records stay
  // pending. Returns early if rows turn out to be damaged.
  [[nodiscard]] Result<void> catch_up(Store& store, const Progress& progress);
  // Folds the snapshot's records, at most `records_max` of them.
  [[nodiscard]] Result<void> fold_forward(const Snapshot& snapshot, std::uint64_t records_max);
  [[nodiscard]] std::optional<std::string> take_heads(const UnpackedRecord& unpacked);
  [[nodiscard]] std::optional<std::string> take_statement(const UnpackedRecord& unpacked);

  std::string_view why_rebuilt_;
  bool misfit_ = false;                 // rows do not fit each other
  std::unique_ptr<StoredRows> source_;  // null: everything is in memory
  Registry registry_;
  GovernanceRows governance_rows_;
  Tree tree_;
  Streams streams_;
  Tail tail_;
  Size sealed_{};
  RecordedAt recorded_at_{};
  std::uint64_t position_ = 0;               // the position of the rows
  std::unordered_map<Sid, Located> recent_;  // statements of the records beyond it
  std::vector<PublicKeyBytes> new_keys_;
};

}  // namespace pledgebook::ledger
