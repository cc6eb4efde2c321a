// SPDX-License-Identifier: Apache-2.0
// HeadsMap: the head of every stream when a heads record was made, as a Merkle map (docs/FORMAT.md,
// "Streams and heads"). Against its root it can be proved that a stream has exactly these records,
// or that there is no such stream: then its neighbours are adjacent.
//
//   stream leaf  0x81 | u64 index | 32 leaf hash             one a record of the stream, in order
//   map leaf     0x82 | 32 stream key | u64 count | 32 root  one a stream
//
// The leaves are in 4,096 buckets by the first 12 bits of their keys, in each by key. A bucket has
// the root of its leaves, the map the root over the buckets' roots. So a new stream moves one
// bucket: at a million streams some 250 leaves.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/hash.h"
#include "ledger/domain/values/id.h"
#include "ledger/log/record/record.h"

namespace pledgebook::ledger {

using StreamKey = Digest<struct StreamKeyTag>;  // H("pledgebook/stream/v1\n" | stream id)

// The key of any stream, including index streams such as `by/gha-gov`.
[[nodiscard]] StreamKey stream_key(std::string_view stream);

// The hash of a stream's leaf for its record at `index`, whose own leaf hash is given.
[[nodiscard]] crypto::Hash stream_leaf_hash(Index index, const crypto::Hash& leaf) noexcept;

// The content of a map leaf.
struct StreamHead {
  std::uint64_t count = 0;  // records
  crypto::Hash root;        // over the stream's leaves
  friend bool operator==(const StreamHead&, const StreamHead&) = default;
};

struct MapLeaf {
  StreamKey key;
  StreamHead head;
};
[[nodiscard]] crypto::Hash map_leaf_hash(const MapLeaf& leaf) noexcept;

// The leaves of one bucket, sorted by key, with the hashes above them. A value.
class HeadsBucket {
 public:
  // Puts new leaves in their positions, and changes others. At most one a stream, sorted by key.
  void put(std::span<const MapLeaf> leaves);

  [[nodiscard]] std::uint64_t size() const noexcept { return keys_.size(); }
  [[nodiscard]] crypto::Hash root() const;
  // The position of the first key that is not less than this one.
  [[nodiscard]] std::uint64_t lower_bound(const StreamKey& key) const noexcept;
  [[nodiscard]] const StreamKey& key_at(std::uint64_t place) const { return keys_.at(place); }
  [[nodiscard]] const crypto::Hash& leaf_at(std::uint64_t place) const {
    return levels_.at(0).at(place);
  }
  // REQUIRES: place < size().
  [[nodiscard]] std::vector<crypto::Hash> prove(std::uint64_t place) const;

 private:
  // Changes the leaves whose keys are there, and keeps those in `leaves` that are not. Returns the
  // positions that were changed.
  [[nodiscard]] std::vector<std::uint64_t> change(std::vector<MapLeaf>& leaves);
  // Inserts leaves of new keys, in order. Returns the first position that has another leaf now.
  [[nodiscard]] std::uint64_t insert(std::span<const MapLeaf> leaves);
  // Recomputes the hashes above the positions and above all from `from` on.
  void rehash(std::vector<std::uint64_t> places, std::uint64_t from);
  [[nodiscard]] crypto::Hash node(unsigned level, std::uint64_t index) const {
    return levels_.at(level).at(index);
  }

  std::vector<StreamKey> keys_;
  // The complete subtrees of each level; level 0 holds the hashes of the leaves.
  std::vector<std::vector<crypto::Hash>> levels_{1};
};

// A value; one thread at a time.
class HeadsMap {
 public:
  static constexpr unsigned kBucketBits = 12;
  static constexpr std::uint64_t kBuckets = std::uint64_t{1} << kBucketBits;
  [[nodiscard]] static std::uint64_t bucket_of(const StreamKey& key) noexcept;

  HeadsMap();  // without streams

  // Puts leaves of new streams in their positions, and changes those of others. At most one a
  // stream.
  void put(std::vector<MapLeaf> leaves);

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }  // streams
  [[nodiscard]] Heads heads() const;
  // The stream's position in its bucket; if it is not there, the position that it would have.
  struct Position {
    std::uint64_t bucket = 0;
    std::uint64_t at = 0;
    bool is_there = false;
  };
  [[nodiscard]] Position find(const StreamKey& key) const noexcept;
  // Whether the stream's leaf is exactly this one.
  [[nodiscard]] bool has(const MapLeaf& leaf) const noexcept;
  [[nodiscard]] const HeadsBucket& bucket(std::uint64_t number) const {
    return buckets_.at(number);
  }
  // The inclusion proof of a bucket's root among all (crypto/merkle.h).
  [[nodiscard]] std::vector<crypto::Hash> prove_bucket(std::uint64_t number) const;

 private:
  [[nodiscard]] crypto::Hash node(unsigned level, std::uint64_t index) const {
    return levels_.at(level).at(index);
  }

  std::uint64_t size_ = 0;
  std::vector<HeadsBucket> buckets_;
  // Of the tree over the buckets; level 0 holds the leaf hashes of their roots.
  std::vector<std::vector<crypto::Hash>> levels_;
};

// How a bucket's root is hashed as a leaf of the tree over all buckets.
[[nodiscard]] crypto::Hash bucket_leaf_hash(const crypto::Hash& bucket_root) noexcept;

}  // namespace pledgebook::ledger
