// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/tree.h"

#include <algorithm>

#include "ledger/big_endian.h"
#include "ledger/log/record/record.h"

namespace pledgebook::ledger {
namespace {

constexpr std::uint64_t kGroup = std::uint64_t{1}
                                 << kTreeLevelStep;  // subtrees below one of the next stored level

constexpr unsigned kLevelMax = 255;

std::optional<crypto::Hash> hash_at(std::string_view row, std::uint64_t place) {
  const std::uint64_t offset = place * crypto::Hash::kSize;
  if (row.size() < offset + crypto::Hash::kSize) return std::nullopt;
  return crypto::Hash::from_bytes(crypto::as_bytes(row.substr(offset, crypto::Hash::kSize)));
}

std::optional<crypto::Hash> stored_hash(const Snapshot& snapshot, unsigned level,
                                        std::uint64_t index) {
  const auto row = snapshot.row(Table::tree, tree_row_key(level, index / kTreeChunk));
  if (!row) return std::nullopt;
  return hash_at(*row, index % kTreeChunk);
}

}  // namespace

std::string tree_row_key(unsigned level, std::uint64_t chunk) {
  std::string key;
  put_big_endian(key, static_cast<std::uint8_t>(kLevelMax - level));
  put_big_endian(key, chunk);
  return key;
}

TreeRowKey parse_tree_row_key(std::string_view key) {
  ByteReader bytes(key);
  const unsigned level = kLevelMax - bytes.take<std::uint8_t>();
  return {level, bytes.take<std::uint64_t>()};
}

std::uint64_t tree_row_hashes(unsigned level, std::uint64_t chunk, std::uint64_t size) noexcept {
  const std::uint64_t complete = size >> level;
  const std::uint64_t first = chunk * kTreeChunk;
  return complete <= first ? 0 : std::min(complete - first, kTreeChunk);
}

std::optional<Tree> Tree::load(const Snapshot& snapshot, std::uint64_t size) {
  Tree tree;
  tree.size_ = size;
  for (unsigned level = 0; level < 64 && size >> level != 0; level += kTreeLevelStep) {
    const std::uint64_t complete = size >> level;
    Level& made = tree.levels_.emplace_back();
    made.first = complete - complete % kTreeChunk;
    for (std::uint64_t i = complete - complete % kGroup; i < complete; ++i) {
      const auto hash = stored_hash(snapshot, level, i);
      if (!hash) return std::nullopt;
      made.group.append(*hash);
      if (i >= made.first) made.hashes.push_back(*hash);
    }
  }
  return tree;
}

void Tree::append(const crypto::Hash& leaf) {
  append(0, leaf);
  ++size_;
}

void Tree::append(std::size_t level, const crypto::Hash& hash) {
  if (level == levels_.size()) levels_.emplace_back();
  Level& at = levels_[level];
  at.hashes.push_back(hash);
  at.changed = true;
  at.group.append(hash);
  if (at.group.size() < kGroup) return;
  const crypto::Hash above = at.group.root();
  at.group = {};
  append(level + 1, above);
}

crypto::Hash Tree::root() const {
  std::optional<crypto::Hash> hash;
  for (const Level& level : levels_) {  // from the smallest subtrees, at the right, to the largest
    for (std::size_t i = level.group.nodes().size(); i > 0; --i) {
      const crypto::Hash& left = level.group.nodes()[i - 1];
      hash = hash ? crypto::node_hash(left, *hash) : left;
    }
  }
  return hash.value_or(crypto::empty_root());
}

void Tree::take_rows(std::vector<Row>& rows) {
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    Level& level = levels_[i];
    if (!std::exchange(level.changed, false)) continue;
    const auto number = static_cast<unsigned>(i) * kTreeLevelStep;
    std::size_t begin = 0;
    for (; begin < level.hashes.size(); begin += kTreeChunk) {
      const std::size_t end = std::min<std::size_t>(begin + kTreeChunk, level.hashes.size());
      std::string value;
      for (std::size_t j = begin; j < end; ++j) value += crypto::as_text(level.hashes[j].bytes);
      rows.push_back({Table::tree, tree_row_key(number, (level.first + begin) / kTreeChunk),
                      std::move(value)});
    }
    const std::size_t whole = level.hashes.size() - level.hashes.size() % kTreeChunk;
    level.hashes.erase(level.hashes.begin(),
                       level.hashes.begin() + static_cast<std::ptrdiff_t>(whole));
    level.first += whole;
  }
}

std::optional<crypto::Hash> StoredTree::stored(unsigned level, std::uint64_t index) {
  const TreeRowKey key{level, index / kTreeChunk};
  if (key != row_key_) {
    row_ = snapshot_.row(Table::tree, tree_row_key(key.level, key.chunk));
    row_key_ = key;
  }
  return row_ ? hash_at(*row_, index % kTreeChunk) : std::nullopt;
}

crypto::Hash StoredTree::node(unsigned level, std::uint64_t index) {
  if (level % kTreeLevelStep == 0) {
    if (const auto hash = stored(level, index)) return *hash;
  }
  if (level > 0)
    return crypto::node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
  const auto record = snapshot_.record(Index{index});
  if (record) return leaf_hash_of(*record);
  damaged_ = true;
  return {};
}

}  // namespace pledgebook::ledger
