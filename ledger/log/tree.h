// SPDX-License-Identifier: Apache-2.0
// Tree: the RFC 6962 tree over the records, stored so that a root or proof of any size costs O(log
// n) reads. Table `tree` has the hashes of complete subtrees of the levels 0, 8, 16, …, as C2SP
// tiles need them; the levels between are computed.
//
//   key    u8 255 - level | u64 chunk
//   value  hashes of the complete ones of the subtrees (level, 32 * chunk) to
//          (level, 32 * chunk + 31), 32 bytes each
//
// Levels are in falling order, so that the leaves' rows, which are most, are added at the table's
// end and fill their pages.
//
// Rows may be behind the records (derived_state.h).
#pragma once

#include <climits>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "crypto/hash.h"
#include "crypto/merkle.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

inline constexpr unsigned kTreeLevelStep = 8;
inline constexpr std::uint64_t kTreeChunk = 32;  // hashes a row

struct TreeRowKey {
  unsigned level = 0;
  std::uint64_t chunk = 0;
  friend bool operator==(const TreeRowKey&, const TreeRowKey&) = default;
};
[[nodiscard]] std::string tree_row_key(unsigned level, std::uint64_t chunk);
[[nodiscard]] TreeRowKey parse_tree_row_key(std::string_view key);
// The number of hashes in the row when the rows are at `size`; 0: there is no such row.
[[nodiscard]] std::uint64_t tree_row_hashes(unsigned level, std::uint64_t chunk,
                                            std::uint64_t size) noexcept;

// The growing end of the tree. A value; one thread at a time.
class Tree {
 public:
  Tree() = default;  // without leaves
  // The tree of the first `size` records, from rows at that position. Nothing if they are not.
  [[nodiscard]] static std::optional<Tree> load(const Snapshot& snapshot, std::uint64_t size);

  void append(const crypto::Hash& leaf);
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] crypto::Hash root() const;
  // Adds the rows that have changed since the last call to `rows`.
  void take_rows(std::vector<Row>& rows);

 private:
  // The subtrees of one stored level. Those of the unfinished group of 256 hash to the next level.
  struct Level {
    crypto::CompactRange group;
    std::uint64_t first = 0;           // subtree that `hashes` begins with; a multiple of 32
    std::vector<crypto::Hash> hashes;  // of the unfinished chunk, and of rows not taken yet
    bool changed = false;              // since rows were taken
  };
  void append(std::size_t level, const crypto::Hash& hash);

  std::uint64_t size_ = 0;
  std::vector<Level> levels_;  // levels 0, 8, 16, …
};

// Reads the tree of a snapshot's records; beyond the position of the rows, from the records. Valid
// as long as the snapshot, on the snapshot's thread.
class StoredTree {
 public:
  explicit StoredTree(const Snapshot& snapshot) : snapshot_(snapshot) {}

  // The hash of a complete subtree within the snapshot's size. If a record can't be read, zeros,
  // and `damaged` from then on.
  [[nodiscard]] crypto::Hash node(unsigned level, std::uint64_t index);
  // For root, prove_inclusion and prove_consistency (crypto/merkle.h), at any size up to the
  // snapshot's. Valid as long as this object.
  [[nodiscard]] crypto::NodeReader reader() {
    return [this](unsigned level, std::uint64_t index) { return node(level, index); };
  }
  [[nodiscard]] bool damaged() const noexcept { return damaged_; }

 private:
  [[nodiscard]] std::optional<crypto::Hash> stored(unsigned level, std::uint64_t index);

  const Snapshot& snapshot_;
  bool damaged_ = false;
  // The row that was read last, if any: most calls ask for neighbours.
  TreeRowKey row_key_{.level = UINT_MAX};
  std::optional<std::string_view> row_;
};

}  // namespace pledgebook::ledger
