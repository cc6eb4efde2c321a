// SPDX-License-Identifier: Apache-2.0
#include "crypto/short_hash.h"

#include <gtest/gtest.h>

#include <vector>

namespace pledgebook::crypto {
namespace {

// The key and texts of the authors' own vectors: 00 01 02 …
ShortHashKey vector_key() {
  ShortHashKey key;
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::byte>(i);
  return key;
}
std::vector<std::byte> vector_text(std::size_t size) {
  std::vector<std::byte> text(size);
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<std::byte>(i);
  return text;
}

TEST(ShortHash, IsSipHash24) {
  EXPECT_EQ(short_hash(vector_key(), vector_text(0)), 0x726fdb47dd0e0e31U);
  EXPECT_EQ(short_hash(vector_key(), vector_text(1)), 0x74f839c593dc67fdU);
  EXPECT_EQ(short_hash(vector_key(), vector_text(15)), 0xa129ca6149be45e5U);
}

TEST(ShortHash, DependsOnEveryBitOfTextAndKey) {
  const std::uint64_t hash = short_hash(vector_key(), vector_text(40));

  for (std::size_t bit = 0; bit < 320; ++bit) {
    auto text = vector_text(40);
    text[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
    EXPECT_NE(short_hash(vector_key(), text), hash) << bit;
  }
  for (std::size_t bit = 0; bit < 128; ++bit) {
    ShortHashKey key = vector_key();
    key[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
    EXPECT_NE(short_hash(key, vector_text(40)), hash) << bit;
  }
}

}  // namespace
}  // namespace pledgebook::crypto
