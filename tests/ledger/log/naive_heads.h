// SPDX-License-Identifier: Apache-2.0
// The heads map by its definition (docs/FORMAT.md, "Streams and heads"), laid out byte by byte and
// computed anew each time: MTH over 4,096 buckets, each MTH over its leaves sorted by key. It
// shares no code with HeadsMap but the tree's root.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/hex.h"
#include "crypto/merkle.h"
#include "crypto/sha256.h"
#include "ledger/big_endian.h"
#include "ledger/log/heads_map.h"

namespace pledgebook::ledger {

using NaiveHeads = std::map<StreamKey, StreamHead>;

inline crypto::Hash naive_leaf(const StreamKey& key, const StreamHead& head) {
  std::string bytes = "\x82";
  bytes += crypto::as_text(key.hash.bytes);
  put_big_endian(bytes, head.count);
  bytes += crypto::as_text(head.root.bytes);
  return crypto::leaf_hash(crypto::as_bytes(bytes));
}

inline crypto::Hash naive_root(const NaiveHeads& heads) {
  // 12 bits are the first three hex digits of a key.
  std::map<std::string, std::vector<crypto::Hash>> leaves;
  for (const auto& [key, head] : heads)
    leaves[key.hex().substr(0, 3)].push_back(naive_leaf(key, head));
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::vector<crypto::Hash> roots;
  for (const char a : kDigits) {
    for (const char b : kDigits) {
      for (const char c : kDigits)
        roots.push_back(crypto::leaf_hash(crypto::root(leaves[std::string{a, b, c}]).bytes));
    }
  }
  return crypto::root(roots);
}

}  // namespace pledgebook::ledger
