// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 6962 section 2 and RFC 9162 section 2.1 over SHA-256: hashes, roots,
// proofs and their checks. Pure functions, callable from any thread; the caller stores the tree
// (NodeReader).
//
// A tree of `size` leaves has leaves 0 to size-1. Its complete subtrees are named by level and
// index: (level, index) covers leaves index * 2^level to (index + 1) * 2^level - 1, so (0, i) is
// the hash of leaf i.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/hash.h"

namespace pledgebook::crypto {

// SHA-256(0x00 || record).
[[nodiscard]] Hash leaf_hash(Bytes record) noexcept;
// SHA-256(0x01 || left || right).
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right) noexcept;
// The root of the tree without leaves: SHA-256 of nothing.
[[nodiscard]] Hash empty_root() noexcept;

// Gives the hash of a complete subtree. The functions below ask only for subtrees that lie within
// the size they were given, about log2(size)^2 / 2 at most.
using NodeReader = std::function<Hash(unsigned level, std::uint64_t index)>;

[[nodiscard]] Hash root(std::uint64_t size, const NodeReader& node);
[[nodiscard]] Hash root(std::span<const Hash> leaves) noexcept;

// The audit path of leaf `index` in the tree of `size` leaves, nearest the leaf first (RFC 9162
// section 2.1.3.1). REQUIRES: index < size. Otherwise it returns an empty proof, which proves
// nothing.
[[nodiscard]] std::vector<Hash> prove_inclusion(std::uint64_t index, std::uint64_t size,
                                                const NodeReader& node);
// The proof that the tree of `to` leaves extends the tree of its first `from` leaves (RFC 9162
// section 2.1.4.1); empty for from == 0 and from == to. REQUIRES: from <= to. Otherwise the result
// is empty and proves nothing.
[[nodiscard]] std::vector<Hash> prove_consistency(std::uint64_t from, std::uint64_t to,
                                                  const NodeReader& node);

// The same for leaf hashes in memory. Each proof hashes all leaves: for tests and small trees.
[[nodiscard]] std::vector<Hash> prove_inclusion(std::uint64_t index, std::span<const Hash> leaves);
[[nodiscard]] std::vector<Hash> prove_consistency(std::uint64_t from, std::span<const Hash> leaves);

// The root that a proof of inclusion leads to: the first steps of RFC 9162 section 2.1.3.2. Nothing
// for an index outside the tree and for a proof of another length than index and size allow.
[[nodiscard]] std::optional<Hash> root_of_inclusion(const Hash& leaf, std::uint64_t index,
                                                    std::uint64_t size,
                                                    std::span<const Hash> proof) noexcept;
// RFC 9162 section 2.1.3.2. False for an index outside the tree and for a proof of another length
// than the one that index and size allow.
[[nodiscard]] bool check_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                                   std::span<const Hash> proof, const Hash& root) noexcept;
// RFC 9162 section 2.1.4.2, which covers 0 < from < to. Equal sizes need equal roots and an empty
// proof; size 0 needs the empty root. From size 0 to a larger size the answer is false: every tree
// extends the empty one, so a caller that starts from nothing must handle that case itself.
[[nodiscard]] bool check_consistency(std::uint64_t from, const Hash& from_root, std::uint64_t to,
                                     const Hash& to_root, std::span<const Hash> proof) noexcept;
// The root of the first `from` leaves of the tree with `to` leaves and `to_root`, by a proof of
// consistency of that tree, whatever another tree has there. Nothing if the proof does not lead to
// `to_root`; and, because such a proof does not hold the root then, if `from` is a power of two.
[[nodiscard]] std::optional<Hash> root_of_prefix(std::uint64_t from, std::uint64_t to,
                                                 const Hash& to_root,
                                                 std::span<const Hash> proof) noexcept;

// The part of a tree that is needed to append to it: the roots of its maximal complete subtrees,
// one for each bit set in the size, largest and leftmost first. A value; not to be shared between
// threads while one appends.
class CompactRange {
 public:
  CompactRange() = default;  // the tree without leaves
  // Nothing unless there is exactly one node for each bit set in `size`.
  [[nodiscard]] static std::optional<CompactRange> from(std::uint64_t size,
                                                        std::vector<Hash> nodes);

  // One hash on average, log2(size) at most.
  void append(const Hash& leaf);
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] Hash root() const noexcept;
  // Valid until the next append.
  [[nodiscard]] std::span<const Hash> nodes() const noexcept { return nodes_; }

  friend bool operator==(const CompactRange&, const CompactRange&) = default;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> nodes_;
};

}  // namespace pledgebook::crypto
