// SPDX-License-Identifier: Apache-2.0
#include "crypto/base64.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/crypto/vectors.h"

namespace pledgebook::crypto {
namespace {

std::vector<std::byte> bytes(std::string_view text) {
  const Bytes bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

TEST(Base64, WritesAndReadsTheVectorsOfRfc4648) {
  const std::pair<std::string_view, std::string_view> vectors[] = {{"", ""},
                                                                   {"f", "Zg=="},
                                                                   {"fo", "Zm8="},
                                                                   {"foo", "Zm9v"},
                                                                   {"foob", "Zm9vYg=="},
                                                                   {"fooba", "Zm9vYmE="},
                                                                   {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    EXPECT_EQ(to_base64(as_bytes(plain)), encoded);
    EXPECT_EQ(from_base64(encoded), bytes(plain));
    EXPECT_EQ(from_base64_any(encoded), bytes(plain));
  }
}

TEST(Base64, RoundTripsEveryLengthTo300) {
  std::mt19937_64 random(20240917);
  std::vector<std::byte> bytes;
  for (int size = 0; size <= 300; ++size) {
    std::string text = to_base64(bytes);
    EXPECT_EQ(from_base64(text), bytes) << size;

    for (char& digit : text) digit = digit == '+' ? '-' : digit == '/' ? '_' : digit;
    EXPECT_EQ(from_base64_any(text), bytes) << size;
    while (text.ends_with('=')) text.pop_back();
    EXPECT_EQ(from_base64_any(text), bytes) << size;

    bytes.push_back(static_cast<std::byte>(random() & 0xff));
  }
}

// Every text of four characters that decodes is the one text of its bytes.
TEST(Base64, AcceptsNoSecondSpellingOfALastGroup) {
  int accepted = 0;
  std::string text = "A???";
  for (int second = 0; second < 256; ++second) {
    for (int third = 0; third < 256; ++third) {
      for (const char fourth : {'A', 'z', '/', '=', '\n', '\0', '-', '\x80'}) {
        text[1] = static_cast<char>(second);
        text[2] = static_cast<char>(third);
        text[3] = fourth;
        const auto bytes = from_base64(text);
        if (!bytes) continue;
        ++accepted;
        EXPECT_EQ(to_base64(*bytes), text);
      }
    }
  }
  // Three last digits after 64 * 64 pairs; one padding after 64 * 16; two after 4.
  EXPECT_EQ(accepted, 3 * 64 * 64 + 64 * 16 + 4);
}

TEST(Base64, RefusesUnpaddedAndUrlSafeTextWhenStrict) {
  EXPECT_FALSE(from_base64("Zg"));
  EXPECT_FALSE(from_base64("Zg="));
  EXPECT_FALSE(from_base64("-_-_"));
}

TEST(Base64, RefusesAnyByteOutsideTheAlphabetAtAnyPlace) {
  const std::string good = "QUJDREVGR0hJSktMTU5PUA==";
  for (std::size_t at = 0; at < good.size() - 2; ++at) {
    for (const char bad : {' ', '\n', '\r', '=', '.', '\0', '\x80', '\xff', '-', '_'}) {
      std::string text = good;
      text[at] = bad;
      EXPECT_FALSE(from_base64(text)) << text;
    }
  }
}

TEST(Base64Any, AcceptsBothAlphabetsPaddedOrNot) {
  const auto decoded = bytes("\xfb\xff\xbf\xfe");
  for (const std::string_view text : {"+/+//g==", "+/+//g", "-_-__g==", "-_-__g"}) {
    EXPECT_EQ(from_base64_any(text), decoded) << text;
  }
}

TEST(Base64Any, RefusesMixturesAndBrokenPadding) {
  for (const std::string_view text :
       {"+/-_", "-/-_", "Zg=", "Zg===", "Zg=g", "=", "==", "====", "Z", "Zm9vY", "Zh", "Zm9",
        "Zm9v=", "Zm9v====", "Zm 9v", "Zm9v\n"}) {
    EXPECT_FALSE(from_base64_any(text)) << text;
  }
}

}  // namespace
}  // namespace pledgebook::crypto
