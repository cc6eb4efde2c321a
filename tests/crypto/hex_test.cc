// SPDX-License-Identifier: Apache-2.0
#include "crypto/hex.h"

#include <gtest/gtest.h>

#include "crypto/hash.h"
#include "tests/crypto/vectors.h"

namespace pledgebook::crypto {
namespace {

TEST(Hex, RoundTripsEveryByte) {
  std::vector<std::byte> bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<std::byte>(i));

  const std::string text = to_hex(bytes);

  EXPECT_EQ(text.substr(0, 6), "000102");
  EXPECT_EQ(text.substr(506), "fdfeff");
  EXPECT_EQ(from_hex(text), bytes);
}

TEST(Hex, ReadsEmptyTextAsNoBytes) {
  EXPECT_EQ(to_hex({}), "");
  EXPECT_EQ(from_hex(""), std::vector<std::byte>{});
}

TEST(Hex, RefusesEveryPairButTwoLowerCaseDigits) {
  int accepted = 0;
  for (int high = 0; high < 256; ++high) {
    for (int low = 0; low < 256; ++low) {
      const std::string text = {static_cast<char>(high), static_cast<char>(low)};
      const auto bytes = from_hex(text);
      if (!bytes) continue;
      ++accepted;
      EXPECT_EQ(to_hex(*bytes), text);
    }
  }
  EXPECT_EQ(accepted, 256);
}

TEST(Hex, RefusesOddLengths) {
  EXPECT_FALSE(from_hex("0"));
  EXPECT_FALSE(from_hex("000"));
}

TEST(Hash, ReadsItsOwnHexOnly) {
  const Hash hash = some_hash(1);
  const std::string text = hash.hex();

  EXPECT_EQ(Hash::from_hex(text), hash);
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(Hash::from_hex(text.substr(0, size))) << size;
  }
  EXPECT_FALSE(Hash::from_hex(text + "00"));
  EXPECT_FALSE(Hash::from_hex(std::string(64, 'A')));
  EXPECT_FALSE(Hash::from_hex(std::string(64, 'g')));
}

TEST(Hash, ReadsExactly32Bytes) {
  const Hash hash = some_hash(2);
  const Bytes bytes(hash.bytes);

  EXPECT_EQ(Hash::from_bytes(bytes), hash);
  EXPECT_FALSE(Hash::from_bytes(bytes.first(31)));
  EXPECT_FALSE(Hash::from_bytes({}));
}

TEST(Hash, OrdersAsItsHexDoes) {
  for (std::uint64_t i = 0; i < 50; ++i) {
    const Hash a = some_hash(i);
    const Hash b = some_hash(i + 1);
    EXPECT_EQ(a < b, a.hex() < b.hex());
  }
}

}  // namespace
}  // namespace pledgebook::crypto
