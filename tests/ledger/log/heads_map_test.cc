// SPDX-License-Identifier: Apache-2.0
// The heads map against the definition: MTH over the sorted leaves, laid out byte by byte.
#include "ledger/log/heads_map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "crypto/hex.h"
#include "crypto/merkle.h"
#include "crypto/sha256.h"
#include "ledger/big_endian.h"

namespace pledgebook::ledger {
namespace {

crypto::Hash random_hash(std::mt19937_64& random) {
  crypto::Hash hash;
  for (std::byte& byte : hash.bytes) byte = static_cast<std::byte>(random());
  return hash;
}

using Naive = std::map<StreamKey, StreamHead>;

std::vector<crypto::Hash> leaf_hashes(const Naive& map) {
  std::vector<crypto::Hash> hashes;
  for (const auto& [key, head] : map) {
    std::string bytes = "\x82";
    bytes += crypto::as_text(key.hash.bytes);
    put_big_endian(bytes, head.count);
    bytes += crypto::as_text(head.root.bytes);
    hashes.push_back(crypto::leaf_hash(crypto::as_bytes(bytes)));
  }
  return hashes;
}

void expect_equal(const HeadsMap& map, const Naive& naive) {
  const Heads heads = map.heads();
  EXPECT_EQ(heads.streams, naive.size());
  EXPECT_EQ(heads.map_root, crypto::root(leaf_hashes(naive)));
}

TEST(HeadsMap, LaysOutKeysAndLeavesAsSpecified) {
  const crypto::Hash leaf = crypto::sha256(crypto::as_bytes("leaf"));
  std::string stream_leaf("\x81\0\0\0\0\0\0\x01\x02", 9);
  stream_leaf += crypto::as_text(leaf.bytes);

  EXPECT_EQ(stream_key("pledge/p-1").hash,
            crypto::sha256(crypto::as_bytes("pledgebook/stream/v1\npledge/p-1")));
  EXPECT_EQ(stream_leaf_hash(Index{0x0102}, leaf),
            crypto::leaf_hash(crypto::as_bytes(stream_leaf)));
  const StreamHead head{3, leaf};
  EXPECT_EQ(map_leaf_hash({stream_key("governance"), head}),
            leaf_hashes({{stream_key("governance"), head}}).front());
}

TEST(HeadsMap, IsEmptyAtFirst) {
  const HeadsMap map;

  EXPECT_EQ(map.heads(), (Heads{0, crypto::empty_root()}));
  EXPECT_FALSE(map.find(stream_key("governance")).is_there);
}

// Batches of new and changed leaves, to several sizes around powers of two.
TEST(HeadsMap, HasTheRootOfItsSortedLeavesAfterEveryChange) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    std::mt19937_64 random(seed);
    HeadsMap map;
    Naive naive;
    while (naive.size() < 300) {
      std::map<StreamKey, MapLeaf> batch;
      for (std::uint64_t i = random() % 5; i > 0; --i) {
        StreamKey key{random_hash(random)};
        const bool is_known = !naive.empty() && random() % 3 != 0;
        if (is_known)
          key = std::next(naive.begin(), static_cast<long>(random() % naive.size()))->first;
        batch[key] = {key, {random(), random_hash(random)}};
      }
      std::vector<MapLeaf> leaves;
      for (const auto& [key, leaf] : batch) {
        leaves.push_back(leaf);
        naive[key] = leaf.head;
      }
      std::shuffle(leaves.begin(), leaves.end(), random);
      map.put(leaves);
      expect_equal(map, naive);
    }
  }
}

TEST(HeadsMap, ProvesEachLeafAndFindsTheGapBetweenTwo) {
  std::mt19937_64 random(7);
  for (std::uint64_t size = 1; size <= 40; ++size) {
    HeadsMap map;
    Naive naive;
    for (std::uint64_t i = 0; i < size; ++i)
      naive[{random_hash(random)}] = {i, random_hash(random)};
    std::vector<MapLeaf> leaves;
    for (const auto& [key, head] : naive) leaves.push_back({key, head});
    map.put(leaves);

    const crypto::Hash root = map.heads().map_root;
    for (std::uint64_t i = 0; i < size; ++i) {
      const auto place = map.find(leaves[i].key);
      ASSERT_TRUE(place.is_there);
      EXPECT_EQ(place.at, i);
      EXPECT_TRUE(crypto::check_inclusion(map_leaf_hash(leaves[i]), i, size, map.prove(i), root));
    }
    const StreamKey absent{random_hash(random)};
    const auto place = map.find(absent);
    EXPECT_FALSE(place.is_there);
    EXPECT_TRUE(place.at == 0 || map.key_at(place.at - 1) < absent);
    EXPECT_TRUE(place.at == size || absent < map.key_at(place.at));
  }
}

}  // namespace
}  // namespace pledgebook::ledger
