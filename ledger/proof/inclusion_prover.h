// SPDX-License-Identifier: Apache-2.0
// InclusionProver: inclusion proofs of many records of one tree, in ascending order of indexes. The
// rows have every eighth level of the tree; the levels between are computed once for each group of
// 256 records, and once for the tree's right edge, instead of once a proof.
//
// One thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "crypto/hash.h"
#include "ledger/domain/values/id.h"
#include "ledger/log/tree.h"

namespace pledgebook::ledger {

class InclusionProver {
 public:
  // Proves records of a tree of `size` records.
  explicit InclusionProver(Size size) noexcept : size_(size) {}

  // `tree` is of any snapshot with at least `size` records; the caller must check whether it was
  // damaged. REQUIRES: index < size.
  [[nodiscard]] std::vector<crypto::Hash> prove(Index index, StoredTree& tree);

 private:
  static constexpr std::size_t kGroup = std::size_t{1} << kTreeLevelStep;
  // The subtrees between two stored levels, as a heap: 1 is the whole group, 2i and 2i+1 are below
  // i. Incomplete subtrees stay zero, and are never read.
  struct Group {
    std::uint64_t number = UINT64_MAX;
    std::vector<crypto::Hash> heap;
  };
  [[nodiscard]] crypto::Hash node(unsigned level, std::uint64_t index, StoredTree& tree);
  void load(Group& group, unsigned base, std::uint64_t number, StoredTree& tree) const;

  Size size_;
  // For one stored level: the last group used, except the one at the tree's right edge, which
  // nearly all proofs use.
  struct Level {
    Group inner;
    Group edge;
  };
  std::array<Level, 64 / kTreeLevelStep> levels_;
};

}  // namespace pledgebook::ledger
