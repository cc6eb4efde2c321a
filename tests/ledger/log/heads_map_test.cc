// SPDX-License-Identifier: Apache-2.0
// The heads map against its definition (naive_heads.h).
#include "ledger/log/heads_map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "crypto/merkle.h"
#include "crypto/sha256.h"
#include "tests/ledger/log/naive_heads.h"

namespace pledgebook::ledger {
namespace {

crypto::Hash random_hash(std::mt19937_64& random) {
  crypto::Hash hash;
  for (std::byte& byte : hash.bytes) byte = static_cast<std::byte>(random());
  return hash;
}

void expect_equal(const HeadsMap& map, const NaiveHeads& naive) {
  const Heads heads = map.heads();
  EXPECT_EQ(heads.streams, naive.size());
  EXPECT_EQ(heads.map_root, naive_root(naive));
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
            naive_leaf(stream_key("governance"), head));
}

TEST(HeadsMap, IsEmptyAtFirst) {
  const HeadsMap map;

  EXPECT_EQ(map.heads(), (Heads{0, naive_root({})}));
  EXPECT_FALSE(map.find(stream_key("governance")).is_there);
}

// Batches of new and changed leaves, to several sizes around powers of two.
TEST(HeadsMap, HasTheRootOfItsSortedLeavesAfterEveryChange) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    std::mt19937_64 random(seed);
    HeadsMap map;
    NaiveHeads naive;
    while (naive.size() < 300) {
      std::map<StreamKey, MapLeaf> batch;
      for (std::uint64_t i = random() % 5; i > 0; --i) {
        StreamKey key{random_hash(random)};
        if (random() % 2 == 0) key.hash.bytes[0] = key.hash.bytes[1] = std::byte{0x5A};
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

// Keys at both ends of the map, and around the border between two buckets in the middle of it.
constexpr std::array<std::array<unsigned char, 3>, 5> kCloseKeys{
    {{0x00, 0x00, 0x00}, {0x5A, 0xBF, 0xFF}, {0x5A, 0xC0, 0x00}, {0x5A, 0xCF, 0xFF}, {0xFF}}};

MapLeaf close_leaf(std::size_t number, std::uint64_t count) {
  MapLeaf leaf;
  for (std::size_t i = 0; i < 3; ++i)
    leaf.key.hash.bytes[i] = static_cast<std::byte>(kCloseKeys[number][i]);
  leaf.head = {count, crypto::sha256(crypto::as_bytes(std::to_string(number + 10 * count)))};
  return leaf;
}

std::vector<MapLeaf> close_leaves(unsigned subset, std::uint64_t count) {
  std::vector<MapLeaf> leaves;
  for (std::size_t i = 0; i < kCloseKeys.size(); ++i) {
    if ((subset >> i & 1U) != 0) leaves.push_back(close_leaf(i, count));
  }
  return leaves;
}

void expect_proved(const HeadsMap& map, const NaiveHeads& naive) {
  for (const auto& [key, head] : naive) {
    const auto place = map.find(key);
    ASSERT_TRUE(place.is_there);
    EXPECT_TRUE(map.has({key, head}));
    EXPECT_FALSE(map.has({key, {head.count + 1, head.root}}));
    const HeadsBucket& bucket = map.bucket(place.bucket);
    EXPECT_TRUE(crypto::check_inclusion(naive_leaf(key, head), place.at, bucket.size(),
                                        bucket.prove(place.at), bucket.root()));
    EXPECT_TRUE(crypto::check_inclusion(bucket_leaf_hash(bucket.root()), place.bucket,
                                        HeadsMap::kBuckets, map.prove_bucket(place.bucket),
                                        map.heads().map_root));
  }
}

// Every set of the close keys, then every set of new and changed ones.
TEST(HeadsMap, HasTheRootOfItsLeavesForAllSmallMaps) {
  constexpr unsigned kSubsets = 1U << kCloseKeys.size();
  std::map<std::vector<std::uint64_t>, crypto::Hash> roots;  // by the count under each key
  for (unsigned first = 0; first < kSubsets; ++first) {
    for (unsigned second = 0; second < kSubsets; ++second) {
      HeadsMap map;
      NaiveHeads naive;
      std::vector<std::uint64_t> counts(kCloseKeys.size());
      for (const std::uint64_t count : {1U, 2U}) {
        const auto leaves = close_leaves(count == 1 ? first : second, count);
        map.put(leaves);
        for (const MapLeaf& leaf : leaves) naive[leaf.key] = leaf.head;
      }
      for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] = (second >> i & 1U) != 0 ? 2 : first >> i & 1U;
      const auto known = roots.find(counts);
      const crypto::Hash root = known == roots.end() ? naive_root(naive) : known->second;
      roots[counts] = root;

      ASSERT_EQ(map.heads(), (Heads{naive.size(), root})) << first << " " << second;
      expect_proved(map, naive);
    }
  }
  EXPECT_EQ(roots.size(), 243U);
}

// In one bucket of each size, beside leaves in others.
TEST(HeadsMap, ProvesEachLeafAndFindsTheGapBetweenTwo) {
  std::mt19937_64 random(7);
  const auto key_in_bucket = [&random] {
    StreamKey key{random_hash(random)};
    key.hash.bytes[0] = std::byte{0xAB};
    key.hash.bytes[1] = std::byte{0xC0} | (key.hash.bytes[1] & std::byte{0x0F});
    return key;
  };
  constexpr std::uint64_t kBucket = 0xABC;
  for (std::uint64_t size = 0; size <= 40; ++size) {
    HeadsMap map;
    NaiveHeads naive;
    for (std::uint64_t i = 0; i < size; ++i) naive[key_in_bucket()] = {i, random_hash(random)};
    std::vector<MapLeaf> leaves;
    for (const auto& [key, head] : naive) leaves.push_back({key, head});
    map.put(leaves);
    for (int i = 0; i < 20; ++i) map.put({{{random_hash(random)}, {1, random_hash(random)}}});

    const HeadsBucket& bucket = map.bucket(kBucket);
    const crypto::Hash root = bucket.root();
    EXPECT_TRUE(crypto::check_inclusion(bucket_leaf_hash(root), kBucket, HeadsMap::kBuckets,
                                        map.prove_bucket(kBucket), map.heads().map_root));
    for (const MapLeaf& leaf : leaves) {
      const auto place = map.find(leaf.key);
      ASSERT_TRUE(place.is_there);
      EXPECT_EQ(place.bucket, kBucket);
      EXPECT_TRUE(crypto::check_inclusion(map_leaf_hash(leaf), place.at, bucket.size(),
                                          bucket.prove(place.at), root));
    }
    const StreamKey absent = key_in_bucket();
    const auto place = map.find(absent);
    EXPECT_FALSE(place.is_there);
    EXPECT_TRUE(place.at == 0 || bucket.key_at(place.at - 1) < absent);
    EXPECT_TRUE(place.at == bucket.size() || absent < bucket.key_at(place.at));
  }
}

}  // namespace
}  // namespace pledgebook::ledger
