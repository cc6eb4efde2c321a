// SPDX-License-Identifier: Apache-2.0
// HeadsMap: the head of every stream when a heads record was made, as a sorted Merkle list
// (docs/FORMAT.md, "Streams and heads"). From its root one can prove that a stream has exactly
// these records, or that there is no such stream: then its neighbours are adjacent.
//
//   stream leaf  0x81 | u64 index | 32 leaf hash             one a record of the stream, in order
//   map leaf     0x82 | 32 stream key | u64 count | 32 root  one a stream, sorted by key
//
// A root costs one hash for each changed leaf and level. A new stream moves all later ones: half of
// the list on average, some ten milliseconds for 100,000 streams.
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

// A value; one thread at a time.
class HeadsMap {
 public:
  HeadsMap() = default;  // without streams

  // Inserts leaves of new streams, and changes those of others. At most one leaf a stream.
  void put(std::vector<MapLeaf> leaves);

  [[nodiscard]] std::uint64_t size() const noexcept { return keys_.size(); }  // streams
  [[nodiscard]] Heads heads() const;
  // The stream's position in the list; if it is not in the list, the position where it would be.
  struct Position {
    std::uint64_t at = 0;
    bool is_there = false;
  };
  [[nodiscard]] Position find(const StreamKey& key) const noexcept;
  // Whether the stream's leaf is exactly this one.
  [[nodiscard]] bool has(const MapLeaf& leaf) const noexcept;
  [[nodiscard]] const StreamKey& key_at(std::uint64_t place) const { return keys_.at(place); }
  // The inclusion proof of the leaf at a position (crypto/merkle.h). REQUIRES: place < size().
  [[nodiscard]] std::vector<crypto::Hash> prove(std::uint64_t place) const;

 private:
  // Changes the leaves whose keys exist, and keeps the others in `leaves`. Returns the positions
  // that changed.
  [[nodiscard]] std::vector<std::uint64_t> change(std::vector<MapLeaf>& leaves);
  // Inserts leaves of new keys, in order. Returns the first position that has moved.
  [[nodiscard]] std::uint64_t insert(std::span<const MapLeaf> leaves);
  // Hashes the nodes above `places` and above all leaves from `from` on.
  void rehash(std::vector<std::uint64_t> places, std::uint64_t from);
  [[nodiscard]] crypto::Hash node(unsigned level, std::uint64_t index) const {
    return levels_.at(level).at(index);
  }

  std::vector<StreamKey> keys_;
  // The complete subtrees of each level; level 0 has the leaf hashes.
  std::vector<std::vector<crypto::Hash>> levels_{1};
};

}  // namespace pledgebook::ledger
