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

void HeadsMap::put(std::vector<MapLeaf> leaves) {
  std::ranges::sort(leaves, {}, &MapLeaf::key);
  std::vector<std::uint64_t> changed = change(leaves);
  const std::uint64_t moved_from = insert(leaves);
  // Everything after an insertion is hashed again anyway.
  std::erase_if(changed, [moved_from](std::uint64_t place) { return place >= moved_from; });
  rehash(std::move(changed), moved_from);
}

std::vector<std::uint64_t> HeadsMap::change(std::vector<MapLeaf>& leaves) {
  std::vector<std::uint64_t> changed;
  std::erase_if(leaves, [&](const MapLeaf& leaf) {
    const Position place = find(leaf.key);
    if (!place.is_there) return false;
    levels_[0][place.at] = map_leaf_hash(leaf);
    changed.push_back(place.at);
    return true;
  });
  return changed;
}

std::uint64_t HeadsMap::insert(std::span<const MapLeaf> leaves) {
  if (leaves.empty()) return size();
  const std::uint64_t first = find(leaves.front().key).at;
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

void HeadsMap::rehash(std::vector<std::uint64_t> places, std::uint64_t from) {
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

Heads HeadsMap::heads() const {
  const auto reader = [this](unsigned level, std::uint64_t index) { return node(level, index); };
  return {size(), crypto::root(size(), reader)};
}

HeadsMap::Position HeadsMap::find(const StreamKey& key) const noexcept {
  const auto found = std::ranges::lower_bound(keys_, key);
  return {static_cast<std::uint64_t>(found - keys_.begin()), found != keys_.end() && *found == key};
}

bool HeadsMap::has(const MapLeaf& leaf) const noexcept {
  const Position place = find(leaf.key);
  return place.is_there && levels_[0][place.at] == map_leaf_hash(leaf);
}

std::vector<crypto::Hash> HeadsMap::prove(std::uint64_t place) const {
  return crypto::prove_inclusion(
      place, size(), [this](unsigned level, std::uint64_t index) { return node(level, index); });
}

}  // namespace pledgebook::ledger
