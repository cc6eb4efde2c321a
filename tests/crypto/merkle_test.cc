// SPDX-License-Identifier: Apache-2.0
#include "crypto/merkle.h"

#include <gtest/gtest.h>

#include <bit>
#include <limits>

#include "crypto/hex.h"
#include "crypto/sha256.h"
#include "tests/crypto/vectors.h"

namespace pledgebook::crypto {
namespace {

constexpr std::uint64_t kSizeMax = 65;
constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();

std::vector<Hash> some_leaves(std::uint64_t count) {
  std::vector<Hash> leaves;
  for (std::uint64_t i = 0; i < count; ++i) {
    leaves.push_back(leaf_hash(as_bytes("record " + std::to_string(i))));
  }
  return leaves;
}

const std::vector<Hash> kLeaves = some_leaves(kSizeMax);

std::span<const Hash> leaves(std::uint64_t size) { return std::span(kLeaves).first(size); }

// roots()[n] is the root over the first n leaves.
const std::vector<Hash>& roots() {
  static const std::vector<Hash> all = [] {
    std::vector<Hash> list;
    for (std::uint64_t n = 0; n <= kSizeMax; ++n) list.push_back(root(leaves(n)));
    return list;
  }();
  return all;
}

// Calls `refuse` with small changes of `proof`: each hash with its first and its last bit flipped,
// each hash dropped, a foreign hash inserted at each position, neighbours swapped.
template <class Refuse>
void for_each_alteration(const std::vector<Hash>& proof, const Refuse& refuse) {
  for (std::size_t i = 0; i < proof.size(); ++i) {
    std::vector<Hash> altered = proof;
    altered[i].bytes[0] ^= std::byte{0x80};
    refuse(altered);
    altered = proof;
    altered[i].bytes[31] ^= std::byte{0x01};
    refuse(altered);
    altered = proof;
    altered.erase(altered.begin() + static_cast<std::ptrdiff_t>(i));
    refuse(altered);
    if (i + 1 < proof.size()) {
      altered = proof;
      std::swap(altered[i], altered[i + 1]);
      refuse(altered);
    }
  }
  for (std::size_t i = 0; i <= proof.size(); ++i) {
    std::vector<Hash> altered = proof;
    altered.insert(altered.begin() + static_cast<std::ptrdiff_t>(i), some_hash(i));
    refuse(altered);
  }
}

TEST(Merkle, GivesTheRootsOfTheClassicEightInputs) {
  const std::string_view inputs[] = {"",
                                     "00",
                                     "10",
                                     "2021",
                                     "3031",
                                     "40414243",
                                     "5051525354555657",
                                     "606162636465666768696a6b6c6d6e6f"};
  const std::string_view expected[] = {
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  std::vector<Hash> hashes;
  for (std::size_t i = 0; i < 8; ++i) {
    hashes.push_back(leaf_hash(from_hex(inputs[i]).value()));
    EXPECT_EQ(root(hashes).hex(), expected[i]) << i + 1;
  }
}

TEST(Merkle, HashesNothingForTheEmptyTree) {
  const NodeReader never = [](unsigned, std::uint64_t) {
    ADD_FAILURE() << "the empty tree has no nodes";
    return Hash{};
  };
  EXPECT_EQ(empty_root(), sha256(Bytes{}));
  EXPECT_EQ(root(std::span<const Hash>{}), empty_root());
  EXPECT_EQ(root(0, never), empty_root());
  EXPECT_EQ(CompactRange().root(), empty_root());
}

TEST(Merkle, KeepsLeavesAndNodesApart) {
  const Hash a = some_hash(1);
  const Hash b = some_hash(2);
  std::vector<std::byte> both(a.bytes.begin(), a.bytes.end());
  both.insert(both.end(), b.bytes.begin(), b.bytes.end());

  EXPECT_NE(node_hash(a, b), leaf_hash(both));
  EXPECT_NE(node_hash(a, b), node_hash(b, a));
}

TEST(Merkle, AsksItsReaderForCompleteSubtreesOfTheTreeOnly) {
  for (std::uint64_t size = 1; size <= kSizeMax; ++size) {
    const NodeReader reader = [size](unsigned level, std::uint64_t index) {
      EXPECT_LE((index + 1) << level, size);
      return root(leaves(size).subspan(index << level, std::uint64_t{1} << level));
    };
    EXPECT_EQ(root(size, reader), roots()[size]);
    for (std::uint64_t i = 0; i < size; ++i) {
      EXPECT_EQ(prove_inclusion(i, size, reader), prove_inclusion(i, leaves(size)));
      EXPECT_EQ(prove_consistency(i, size, reader), prove_consistency(i, leaves(size)));
    }
  }
}

TEST(Merkle, ProvesInclusionOfEveryLeafInEveryTree) {
  for (std::uint64_t size = 1; size <= kSizeMax; ++size) {
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::vector<Hash> proof = prove_inclusion(i, leaves(size));
      ASSERT_TRUE(check_inclusion(kLeaves[i], i, size, proof, roots()[size]))
          << i << " in " << size;
      for_each_alteration(proof, [&](const std::vector<Hash>& altered) {
        ASSERT_FALSE(check_inclusion(kLeaves[i], i, size, altered, roots()[size]))
            << i << " in " << size;
      });
      ASSERT_FALSE(check_inclusion(some_hash(1), i, size, proof, roots()[size]));
      ASSERT_FALSE(check_inclusion(kLeaves[i], i, size, proof, some_hash(1)));
    }
  }
}

TEST(Merkle, RefusesAProofForAnyOtherIndex) {
  for (std::uint64_t size = 1; size <= kSizeMax; ++size) {
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::vector<Hash> proof = prove_inclusion(i, leaves(size));
      for (std::uint64_t other = 0; other <= size + 2; ++other) {
        if (other == i) continue;
        ASSERT_FALSE(check_inclusion(kLeaves[i], other, size, proof, roots()[size]))
            << i << " as " << other << " in " << size;
      }
    }
  }
}

TEST(Merkle, RefusesIndexesOutsideTheTree) {
  EXPECT_FALSE(check_inclusion(kLeaves[0], 0, 0, {}, kLeaves[0]));
  EXPECT_FALSE(check_inclusion(kLeaves[0], 1, 1, {}, kLeaves[0]));
  EXPECT_FALSE(check_inclusion(kLeaves[0], kHuge, 1, {}, kLeaves[0]));
  EXPECT_FALSE(check_inclusion(kLeaves[0], kHuge, kHuge, {}, kLeaves[0]));
  EXPECT_TRUE(prove_inclusion(3, leaves(3)).empty());
  EXPECT_TRUE(prove_inclusion(0, leaves(0)).empty());
}

TEST(Merkle, ChecksProofsInTheLargestTree) {
  // The last leaf of 2^64 - 1 leaves has 63 complete subtrees to its left; the first has 64 levels
  // above it.
  Hash last = kLeaves[0];
  Hash first = kLeaves[0];
  std::vector<Hash> proof;
  for (std::uint64_t i = 0; i < 64; ++i) {
    proof.push_back(some_hash(i));
    if (i < 63) last = node_hash(proof.back(), last);
    first = node_hash(first, proof.back());
  }

  EXPECT_TRUE(check_inclusion(kLeaves[0], 0, kHuge, proof, first));
  EXPECT_TRUE(check_inclusion(kLeaves[0], kHuge - 1, kHuge, std::span(proof).first(63), last));
  EXPECT_FALSE(check_inclusion(kLeaves[0], kHuge - 1, kHuge, proof, node_hash(proof[63], last)));
  proof.push_back(some_hash(64));
  EXPECT_FALSE(check_inclusion(kLeaves[0], 0, kHuge, proof, node_hash(first, proof[64])));
}

TEST(Merkle, ProvesConsistencyOfEveryPairOfTrees) {
  for (std::uint64_t to = 1; to <= kSizeMax; ++to) {
    for (std::uint64_t from = 1; from <= to; ++from) {
      const std::vector<Hash> proof = prove_consistency(from, leaves(to));
      ASSERT_TRUE(check_consistency(from, roots()[from], to, roots()[to], proof))
          << from << " to " << to;
      for_each_alteration(proof, [&](const std::vector<Hash>& altered) {
        ASSERT_FALSE(check_consistency(from, roots()[from], to, roots()[to], altered))
            << from << " to " << to;
      });
      ASSERT_FALSE(check_consistency(from, some_hash(1), to, roots()[to], proof));
      ASSERT_FALSE(check_consistency(from, roots()[from], to, some_hash(1), proof));
    }
  }
}

TEST(Merkle, RefusesAConsistencyProofForAnyOtherSize) {
  for (std::uint64_t to = 1; to <= kSizeMax; ++to) {
    for (std::uint64_t from = 1; from <= to; ++from) {
      const std::vector<Hash> proof = prove_consistency(from, leaves(to));
      for (std::uint64_t other = 0; other <= kSizeMax; ++other) {
        if (other == from) continue;
        ASSERT_FALSE(check_consistency(other, roots()[from], to, roots()[to], proof))
            << from << " as " << other << " to " << to;
      }
    }
  }
}

// The proof of one tree says what the other tree can't deny.
TEST(Merkle, FindsTheRootOfAPrefixInAProof) {
  for (std::uint64_t to = 1; to <= kSizeMax; ++to) {
    for (std::uint64_t from = 0; from <= to; ++from) {
      const std::vector<Hash> proof = prove_consistency(from, leaves(to));
      const auto found = root_of_prefix(from, to, roots()[to], proof);
      const bool is_held = from > 0 && from < to && !std::has_single_bit(from);
      ASSERT_EQ(found, is_held ? std::optional(roots()[from]) : std::nullopt)
          << from << " to " << to;
      ASSERT_EQ(root_of_prefix(from, to, some_hash(1), proof), std::nullopt);
      for_each_alteration(proof, [&](const std::vector<Hash>& altered) {
        ASSERT_EQ(root_of_prefix(from, to, roots()[to], altered), std::nullopt)
            << from << " to " << to;
      });
    }
  }
}

TEST(Merkle, RefusesATreeThatForgotOrChangedALeaf) {
  for (std::uint64_t changed = 0; changed < 20; ++changed) {
    std::vector<Hash> other(kLeaves.begin(), kLeaves.begin() + 33);
    other[changed] = some_hash(changed);

    const std::vector<Hash> proof = prove_consistency(20, other);

    EXPECT_FALSE(check_consistency(20, roots()[20], 33, root(other), proof)) << changed;
  }
}

TEST(Merkle, ProvesNothingFromTheEmptyTree) {
  EXPECT_TRUE(check_consistency(0, empty_root(), 0, empty_root(), {}));
  EXPECT_FALSE(check_consistency(0, some_hash(1), 0, some_hash(1), {}));
  EXPECT_FALSE(check_consistency(0, empty_root(), 0, empty_root(), leaves(1)));
  EXPECT_FALSE(check_consistency(0, empty_root(), 7, roots()[7], {}));
  EXPECT_FALSE(check_consistency(0, empty_root(), 7, roots()[7], leaves(1)));
  EXPECT_TRUE(prove_consistency(0, leaves(7)).empty());
}

TEST(Merkle, NeverShrinks) {
  EXPECT_FALSE(check_consistency(2, roots()[2], 1, roots()[1], {}));
  EXPECT_FALSE(check_consistency(kHuge, roots()[2], 1, roots()[1], leaves(3)));
  EXPECT_TRUE(prove_consistency(5, leaves(4)).empty());
}

TEST(CompactRange, HasTheRootOfAllLeavesAppended) {
  CompactRange range;
  for (std::uint64_t size = 0; size < kSizeMax; ++size) {
    EXPECT_EQ(range.size(), size);
    EXPECT_EQ(range.root(), roots()[size]) << size;
    range.append(kLeaves[size]);
  }
  EXPECT_EQ(range.root(), roots()[kSizeMax]);
}

TEST(CompactRange, ContinuesFromItsNodes) {
  CompactRange range;
  for (std::uint64_t size = 0; size < kSizeMax; ++size) {
    auto restored = CompactRange::from(size, {range.nodes().begin(), range.nodes().end()});
    ASSERT_TRUE(restored);
    EXPECT_EQ(*restored, range);
    range.append(kLeaves[size]);
    restored->append(kLeaves[size]);
    EXPECT_EQ(*restored, range);
  }
}

TEST(CompactRange, RefusesAnotherNumberOfNodesThanItsSizeHasBits) {
  for (std::uint64_t size = 0; size <= kSizeMax; ++size) {
    for (std::size_t count = 0; count <= 8; ++count) {
      const bool right = count == static_cast<std::size_t>(std::popcount(size));
      EXPECT_EQ(CompactRange::from(size, std::vector<Hash>(count)).has_value(), right) << size;
    }
  }
}

}  // namespace
}  // namespace pledgebook::crypto
