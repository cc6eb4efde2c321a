// SPDX-License-Identifier: Apache-2.0
// InclusionProver: inclusion proofs of many records of one tree, in rising order of their indexes.
// The rows keep every eighth level of the tree; the levels between are computed once for 256
// records that stand together, and once for the tree's right edge, rather than once a proof.
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
  // Of a tree of `size` records.
  explicit InclusionProver(Size size) noexcept : size_(size) {}

  // `tree` is of any snapshot that holds `size` records; whether it was damaged is for the caller
  // to ask. REQUIRES: index < size.
  [[nodiscard]] std::vector<crypto::Hash> prove(Index index, StoredTree& tree);

 private:
  static constexpr std::size_t kGroup = std::size_t{1} << kTreeLevelStep;
  // The subtrees between two stored levels, as a heap: 1 is the whole group, 2i and 2i+1 are below
  // i. Those that the tree has not completed stay zero, and are never asked for.
  struct Group {
    std::uint64_t number = UINT64_MAX;
    std::vector<crypto::Hash> heap;
  };
  [[nodiscard]] crypto::Hash node(unsigned level, std::uint64_t index, StoredTree& tree);
  void load(Group& group, unsigned base, std::uint64_t number, StoredTree& tree) const;

  Size size_;
  // Of a stored level: the last group that was used, but for the one at the tree's right edge,
  // which nearly all proofs use.
  struct Level {
    Group inner;
    Group edge;
  };
  std::array<Level, 64 / kTreeLevelStep> levels_;
};

}  // namespace pledgebook::ledger
