// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/heads_map.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "crypto/merkle.h"
#include "crypto/sha256.h"

namespace pledgebook::ledger {
namespace {

constexpr std::string_view kKeyPrefix = "pledgebook/stream/v1\n";
constexpr std::byte kStreamLeaf{0x81};
constexpr std::byte kMapLeaf{0x82};
constexpr std::size_t kIntegerBytes = 8;

// Big-endian on the stack, without allocation: this runs several times a record.
void lay_integer(std::span<std::byte, kIntegerBytes> out, std::uint64_t value) noexcept {
  for (std::size_t i = kIntegerBytes; i > 0; --i) {
    out[i - 1] = static_cast<std::byte>(value & 0xffU);
    value >>= 8U;
  }
}

}  // namespace

StreamKey stream_key(std::string_view stream) {
  return {crypto::sha256({crypto::as_bytes(kKeyPrefix), crypto::as_bytes(stream)})};
}

crypto::Hash stream_leaf_hash(Index index, const crypto::Hash& leaf) noexcept {
  std::array<std::byte, 1 + kIntegerBytes + crypto::Hash::kSize> bytes;
  bytes[0] = kStreamLeaf;
  lay_integer(std::span(bytes).subspan<1, kIntegerBytes>(), number(index));
  std::ranges::copy(leaf.bytes, bytes.begin() + 1 + kIntegerBytes);
  return crypto::leaf_hash(bytes);
}

crypto::Hash map_leaf_hash(const MapLeaf& leaf) noexcept {
  std::array<std::byte, 1 + crypto::Hash::kSize + kIntegerBytes + crypto::Hash::kSize> bytes;
  bytes[0] = kMapLeaf;
  std::ranges::copy(leaf.key.hash.bytes, bytes.begin() + 1);
  lay_integer(std::span(bytes).subspan<1 + crypto::Hash::kSize, kIntegerBytes>(), leaf.head.count);
  std::ranges::copy(leaf.head.root.bytes, bytes.end() - crypto::Hash::kSize);
  return crypto::leaf_hash(bytes);
}

crypto::Hash bucket_leaf_hash(const crypto::Hash& bucket_root) noexcept {
  return crypto::leaf_hash(bucket_root.bytes);
}

void HeadsBucket::put(std::span<const MapLeaf> leaves) {
  std::vector<MapLeaf> added(leaves.begin(), leaves.end());
  std::vector<std::uint64_t> changed = change(added);
  const std::uint64_t moved_from = insert(added);
  // The hashes above an insertion are recomputed in any case.
  std::erase_if(changed, [moved_from](std::uint64_t place) { return place >= moved_from; });
  rehash(std::move(changed), moved_from);
}

std::vector<std::uint64_t> HeadsBucket::change(std::vector<MapLeaf>& leaves) {
  std::vector<std::uint64_t> changed;
  std::erase_if(leaves, [&](const MapLeaf& leaf) {
    const std::uint64_t place = lower_bound(leaf.key);
    if (place == size() || keys_[place] != leaf.key) return false;
    levels_[0][place] = map_leaf_hash(leaf);
    changed.push_back(place);
    return true;
  });
  return changed;
}

std::uint64_t HeadsBucket::insert(std::span<const MapLeaf> leaves) {
  if (leaves.empty()) return size();
  const std::uint64_t first = lower_bound(leaves.front().key);
  const auto offset = static_cast<std::ptrdiff_t>(first);
  std::vector<crypto::Hash>& hashes = levels_[0];
  const std::vector<StreamKey> old_keys(keys_.begin() + offset, keys_.end());
  const std::vector<crypto::Hash> old_hashes(hashes.begin() + offset, hashes.end());
  keys_.resize(first);
  hashes.resize(first);
  std::size_t old = 0;
  for (const MapLeaf& leaf : leaves) {
    for (; old < old_keys.size() && old_keys[old] < leaf.key; ++old) {
      keys_.push_back(old_keys[old]);
      hashes.push_back(old_hashes[old]);
    }
    keys_.push_back(leaf.key);
    hashes.push_back(map_leaf_hash(leaf));
  }
  const auto rest = static_cast<std::ptrdiff_t>(old);
  keys_.insert(keys_.end(), old_keys.begin() + rest, old_keys.end());
  hashes.insert(hashes.end(), old_hashes.begin() + rest, old_hashes.end());
  return first;
}

void HeadsBucket::rehash(std::vector<std::uint64_t> places, std::uint64_t from) {
  for (std::size_t level = 1; size() >> level != 0; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    const std::vector<crypto::Hash>& below = levels_[level - 1];
    std::vector<crypto::Hash>& at = levels_[level];
    at.resize(size() >> level);
    from /= 2;
    for (std::uint64_t& place : places) place /= 2;
    const auto repeated = std::ranges::unique(places);
    places.erase(repeated.begin(), repeated.end());
    const auto hash = [&](std::uint64_t i) {
      at[i] = crypto::node_hash(below[2 * i], below[2 * i + 1]);
    };
    for (const std::uint64_t place : places) {
      if (place < std::min<std::uint64_t>(from, at.size())) hash(place);
    }
    for (std::uint64_t i = from; i < at.size(); ++i) hash(i);
  }
}

crypto::Hash HeadsBucket::root() const {
  return crypto::root(size(),
                      [this](unsigned level, std::uint64_t index) { return node(level, index); });
}

std::uint64_t HeadsBucket::lower_bound(const StreamKey& key) const noexcept {
  return static_cast<std::uint64_t>(std::ranges::lower_bound(keys_, key) - keys_.begin());
}

std::vector<crypto::Hash> HeadsBucket::prove(std::uint64_t place) const {
  return crypto::prove_inclusion(
      place, size(), [this](unsigned level, std::uint64_t index) { return node(level, index); });
}

std::uint64_t HeadsMap::bucket_of(const StreamKey& key) noexcept {
  const auto first = std::to_integer<std::uint64_t>(key.hash.bytes[0]);
  const auto second = std::to_integer<std::uint64_t>(key.hash.bytes[1]);
  return (first << 4U) | (second >> 4U);
}

HeadsMap::HeadsMap() : buckets_(kBuckets), levels_(kBucketBits + 1) {
  crypto::Hash hash = bucket_leaf_hash(crypto::empty_root());
  for (unsigned level = 0; level <= kBucketBits; ++level) {
    levels_[level].assign(kBuckets >> level, hash);
    hash = crypto::node_hash(hash, hash);
  }
}

void HeadsMap::put(std::vector<MapLeaf> leaves) {
  std::ranges::sort(leaves, {}, &MapLeaf::key);
  std::vector<std::uint64_t> changed;
  for (auto first = leaves.begin(); first != leaves.end();) {
    const std::uint64_t number = bucket_of(first->key);
    const auto end = std::find_if(first, leaves.end(), [number](const MapLeaf& leaf) {
      return bucket_of(leaf.key) != number;
    });
    HeadsBucket& bucket = buckets_[number];
    size_ -= bucket.size();
    bucket.put({first, end});
    size_ += bucket.size();
    levels_[0][number] = bucket_leaf_hash(bucket.root());
    changed.push_back(number);
    first = end;
  }
  for (unsigned level = 1; level <= kBucketBits; ++level) {
    for (std::uint64_t& number : changed) number /= 2;
    const auto repeated = std::ranges::unique(changed);
    changed.erase(repeated.begin(), repeated.end());
    for (const std::uint64_t number : changed) {
      levels_[level][number] =
          crypto::node_hash(levels_[level - 1][2 * number], levels_[level - 1][2 * number + 1]);
    }
  }
}

Heads HeadsMap::heads() const { return {size_, levels_[kBucketBits][0]}; }

HeadsMap::Position HeadsMap::find(const StreamKey& key) const noexcept {
  const std::uint64_t number = bucket_of(key);
  const HeadsBucket& bucket = buckets_[number];
  const std::uint64_t at = bucket.lower_bound(key);
  return {number, at, at < bucket.size() && bucket.key_at(at) == key};
}

bool HeadsMap::has(const MapLeaf& leaf) const noexcept {
  const Position place = find(leaf.key);
  return place.is_there && buckets_[place.bucket].leaf_at(place.at) == map_leaf_hash(leaf);
}

std::vector<crypto::Hash> HeadsMap::prove_bucket(std::uint64_t number) const {
  return crypto::prove_inclusion(
      number, kBuckets, [this](unsigned level, std::uint64_t index) { return node(level, index); });
}

}  // namespace pledgebook::ledger
