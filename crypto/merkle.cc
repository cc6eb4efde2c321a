// SPDX-License-Identifier: Apache-2.0
// The Merkle tree. Proofs walk from the root down with [begin, end) narrowing to the leaf or the
// old size, and are reversed at the end; checks climb from the leaf as in the RFC.
#include "crypto/merkle.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "crypto/sha256.h"

namespace pledgebook::crypto {
namespace {

constexpr std::byte kLeafPrefix{0x00};
constexpr std::byte kNodePrefix{0x01};

// The largest power of two below `n`: where a tree of n leaves splits. REQUIRES: n > 1.
constexpr std::uint64_t split_of(std::uint64_t n) noexcept { return std::bit_floor(n - 1); }

// The root over leaves [begin, end), not empty. Wherever the RFC's recursion leads, `begin` is a
// multiple of a power of two not below end - begin, so the range consists of complete subtrees: one
// for each bit set in its length.
Hash range_root(std::uint64_t begin, std::uint64_t end, const NodeReader& node) {
  const auto level_of = [](std::uint64_t width) {
    return static_cast<unsigned>(std::countr_zero(width));
  };
  const auto width_of = [](std::uint64_t rest) { return rest & (~rest + 1); };  // its lowest bit
  // From the smallest subtree, at the right edge, to the largest.
  std::uint64_t width = width_of(end - begin);
  std::uint64_t right_edge = end - width;
  Hash hash = node(level_of(width), right_edge / width);
  while (right_edge != begin) {
    width = width_of(right_edge - begin);
    right_edge -= width;
    hash = node_hash(node(level_of(width), right_edge / width), hash);
  }
  return hash;
}

// Complete subtrees of leaves in memory, each hashed again when asked for.
NodeReader reader_of(std::span<const Hash> leaves) {
  return [leaves](unsigned level, std::uint64_t index) {
    return root(leaves.subspan(index << level, std::size_t{1} << level));
  };
}

// The climb of a proof from a node towards the root: `index` of the node at its level, `last` that
// of the level's last node (fn and sn in RFC 9162).
struct Climb {
  std::uint64_t index;
  std::uint64_t last;

  // Whether the next hash of the proof is to the left of our node.
  [[nodiscard]] bool sibling_is_left() const noexcept { return index % 2 == 1 || index == last; }
  [[nodiscard]] bool at_root() const noexcept { return last == 0; }

  // To the parent of what was just hashed with a left sibling. The last node of a level may have no
  // sibling there: it rises unhashed to the level where it is a right child.
  void up_from_right() noexcept {
    while (index % 2 == 0 && index != 0) up();
    up();
  }
  void up() noexcept {
    index >>= 1;
    last >>= 1;
  }
};

// The roots of the first `from` leaves and of all `to` leaves to which the siblings lead from
// `hash`, that of the largest complete subtree that ends where the first leaves end. Nothing for
// siblings of another number than the sizes allow. REQUIRES: 0 < from < to.
struct Roots {
  Hash from;
  Hash to;
};
std::optional<Roots> climb_from(const Hash& hash, std::uint64_t from, std::uint64_t to,
                                std::span<const Hash> siblings) noexcept {
  Climb climb{.index = from - 1, .last = to - 1};
  while (climb.index % 2 == 1) climb.up();
  Roots roots{hash, hash};
  for (const Hash& sibling : siblings) {
    if (climb.at_root()) return std::nullopt;
    if (climb.sibling_is_left()) {
      roots.from = node_hash(sibling, roots.from);
      roots.to = node_hash(sibling, roots.to);
      climb.up_from_right();
    } else {
      roots.to = node_hash(roots.to, sibling);
      climb.up();
    }
  }
  if (!climb.at_root()) return std::nullopt;
  return roots;
}

}  // namespace

Hash leaf_hash(Bytes record) noexcept { return sha256({Bytes(&kLeafPrefix, 1), record}); }

Hash node_hash(const Hash& left, const Hash& right) noexcept {
  // One contiguous buffer: a single update is measurably cheaper than three.
  std::array<std::byte, 1 + 2 * Hash::kSize> preimage;
  preimage[0] = kNodePrefix;
  std::memcpy(preimage.data() + 1, left.bytes.data(), Hash::kSize);
  std::memcpy(preimage.data() + 1 + Hash::kSize, right.bytes.data(), Hash::kSize);
  return sha256(preimage);
}

Hash empty_root() noexcept { return sha256(Bytes{}); }

Hash root(std::uint64_t size, const NodeReader& node) {
  return size == 0 ? empty_root() : range_root(0, size, node);
}

Hash root(std::span<const Hash> leaves) noexcept {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  const std::size_t split = split_of(leaves.size());
  return node_hash(root(leaves.first(split)), root(leaves.subspan(split)));
}

std::vector<Hash> prove_inclusion(std::uint64_t index, std::uint64_t size, const NodeReader& node) {
  std::vector<Hash> proof;
  if (index >= size) return proof;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + split_of(end - begin);
    if (index < middle) {
      proof.push_back(range_root(middle, end, node));
      end = middle;
    } else {
      proof.push_back(range_root(begin, middle, node));
      begin = middle;
    }
  }
  std::ranges::reverse(proof);
  return proof;
}

std::vector<Hash> prove_consistency(std::uint64_t from, std::uint64_t to, const NodeReader& node) {
  std::vector<Hash> proof;
  if (from == 0 || from >= to) return proof;
  std::uint64_t begin = 0;
  std::uint64_t end = to;
  while (end != from) {
    const std::uint64_t middle = begin + split_of(end - begin);
    if (from <= middle) {
      proof.push_back(range_root(middle, end, node));
      end = middle;
    } else {
      proof.push_back(range_root(begin, middle, node));
      begin = middle;
    }
  }
  // Where the walk never went right, [begin, end) is the whole old tree, whose root the verifier
  // knows.
  if (begin != 0) proof.push_back(range_root(begin, end, node));
  std::ranges::reverse(proof);
  return proof;
}

std::vector<Hash> prove_inclusion(std::uint64_t index, std::span<const Hash> leaves) {
  return prove_inclusion(index, leaves.size(), reader_of(leaves));
}

std::vector<Hash> prove_consistency(std::uint64_t from, std::span<const Hash> leaves) {
  return prove_consistency(from, leaves.size(), reader_of(leaves));
}

std::optional<Hash> root_of_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                                      std::span<const Hash> proof) noexcept {
  if (index >= size) return std::nullopt;
  Climb climb{.index = index, .last = size - 1};
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (climb.at_root()) return std::nullopt;
    if (climb.sibling_is_left()) {
      hash = node_hash(sibling, hash);
      climb.up_from_right();
    } else {
      hash = node_hash(hash, sibling);
      climb.up();
    }
  }
  return climb.at_root() ? std::optional(hash) : std::nullopt;
}

bool check_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                     std::span<const Hash> proof, const Hash& root) noexcept {
  return root_of_inclusion(leaf, index, size, proof) == root;
}

bool check_consistency(std::uint64_t from, const Hash& from_root, std::uint64_t to,
                       const Hash& to_root, std::span<const Hash> proof) noexcept {
  if (from > to) return false;
  if (from == 0 && (to != 0 || from_root != empty_root())) return false;
  if (from == to) return proof.empty() && from_root == to_root;
  if (proof.empty()) return false;

  // Where the climb starts at the whole old tree, its root is known and not part of the proof.
  const bool whole = std::has_single_bit(from);
  const auto roots =
      climb_from(whole ? from_root : proof[0], from, to, proof.subspan(whole ? 0 : 1));
  return roots && roots->from == from_root && roots->to == to_root;
}

std::optional<Hash> root_of_prefix(std::uint64_t from, std::uint64_t to, const Hash& to_root,
                                   std::span<const Hash> proof) noexcept {
  if (from == 0 || from >= to || std::has_single_bit(from) || proof.empty()) return std::nullopt;
  const auto roots = climb_from(proof[0], from, to, proof.subspan(1));
  if (!roots || roots->to != to_root) return std::nullopt;
  return roots->from;
}

std::optional<CompactRange> CompactRange::from(std::uint64_t size, std::vector<Hash> nodes) {
  if (nodes.size() != static_cast<std::size_t>(std::popcount(size))) return std::nullopt;
  CompactRange range;
  range.size_ = size;
  range.nodes_ = std::move(nodes);
  return range;
}

void CompactRange::append(const Hash& leaf) {
  Hash hash = leaf;
  for (int merges = std::countr_one(size_); merges > 0; --merges) {
    hash = node_hash(nodes_.back(), hash);
    nodes_.pop_back();
  }
  nodes_.push_back(hash);
  ++size_;
}

Hash CompactRange::root() const noexcept {
  if (nodes_.empty()) return empty_root();
  Hash hash = nodes_.back();
  for (std::size_t i = nodes_.size() - 1; i > 0; --i) hash = node_hash(nodes_[i - 1], hash);
  return hash;
}

}  // namespace pledgebook::crypto
