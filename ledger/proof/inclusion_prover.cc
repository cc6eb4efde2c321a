// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/inclusion_prover.h"

#include <algorithm>

#include "crypto/merkle.h"

namespace pledgebook::ledger {

std::vector<crypto::Hash> InclusionProver::prove(Index index, StoredTree& tree) {
  return crypto::prove_inclusion(
      number(index), number(size_),
      [&](unsigned level, std::uint64_t subtree) { return node(level, subtree, tree); });
}

crypto::Hash InclusionProver::node(unsigned level, std::uint64_t index, StoredTree& tree) {
  const unsigned above = level % kTreeLevelStep;
  if (above == 0) return tree.node(level, index);
  const std::uint64_t wanted = index >> (kTreeLevelStep - above);
  Level& held = levels_.at(level / kTreeLevelStep);
  const bool is_edge = wanted == number(size_) >> (level - above + kTreeLevelStep);
  Group& group = is_edge ? held.edge : held.inner;
  if (group.number != wanted) load(group, level - above, wanted, tree);
  const std::size_t row = kGroup >> above;  // how many subtrees of this level the group has
  return group.heap.at(row + index % row);
}

void InclusionProver::load(Group& group, unsigned base, std::uint64_t number,
                           StoredTree& tree) const {
  group.number = number;
  group.heap.assign(2 * kGroup, {});
  const std::uint64_t first = number * kGroup;
  const std::uint64_t complete =
      std::min<std::uint64_t>((ledger::number(size_) >> base) - first, kGroup);
  for (std::uint64_t i = 0; i < complete; ++i)
    group.heap.at(kGroup + i) = tree.node(base, first + i);
  std::uint64_t row = kGroup / 2;
  for (std::uint64_t whole = complete / 2; whole > 0; whole /= 2, row /= 2) {
    for (std::uint64_t i = row; i < row + whole; ++i)
      group.heap.at(i) = crypto::node_hash(group.heap.at(2 * i), group.heap.at(2 * i + 1));
  }
}

}  // namespace pledgebook::ledger
