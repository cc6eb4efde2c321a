// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/values/text.h"

#include <gtest/gtest.h>

#include <string>

namespace pledgebook::ledger {
namespace {

// The bytes that a decoder of up to four bytes would take for `c`, well-formed or not.
std::string encoded(char32_t c, std::size_t bytes) {
  constexpr unsigned char kLead[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
  std::string text(bytes, '\0');
  for (std::size_t i = bytes - 1; i > 0; --i, c >>= 6U)
    text[i] = static_cast<char>(0x80U | (c & 0x3FU));
  text[0] = static_cast<char>(kLead[bytes] | c);
  return text;
}

std::size_t shortest(char32_t c) {
  if (c < 0x80) return 1;
  if (c < 0x800) return 2;
  return c < 0x10000 ? 3 : 4;
}

// From docs/FORMAT.md, "Grammar", and Unicode's definition of noncharacters.
bool is_allowed(char32_t c) {
  if (c == U'\t' || c == U'\n' || c == U'\r') return true;
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return false;
  if (c >= 0xD800 && c < 0xE000) return false;
  if (c >= 0x202A && c <= 0x202E) return false;
  if (c >= 0xFDD0 && c < 0xFDF0) return false;
  return c % 0x10000 < 0xFFFE;
}

TEST(Text, CountsEveryAllowedCharacterAsOneAndRefusesEveryOther) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const auto count = count_characters("a" + encoded(c, shortest(c)) + "é");
    ASSERT_EQ(count.has_value(), is_allowed(c)) << std::hex << static_cast<std::uint32_t>(c);
    if (count) {
      ASSERT_EQ(*count, 3U) << std::hex << static_cast<std::uint32_t>(c);
    }
  }
}

TEST(Text, RefusesLongerFormsOfACharacter) {
  for (char32_t c = 0; c <= 0xFFFF; ++c) {
    for (std::size_t bytes = shortest(c) + 1; bytes <= 4; ++bytes) {
      ASSERT_FALSE(count_characters(encoded(c, bytes)))
          << std::hex << static_cast<std::uint32_t>(c) << " in " << bytes;
    }
  }
}

TEST(Text, RefusesCharactersBeyondUnicode) {
  for (char32_t c = 0x110000; c < 0x200000; c += 0x101) {
    ASSERT_FALSE(count_characters(encoded(c, 4))) << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(Text, RefusesTruncatedCharacters) {
  for (const char32_t c : {U'é', U'面', U'😀'}) {
    const std::string whole = encoded(c, shortest(c));
    for (std::size_t size = 1; size < whole.size(); ++size) {
      EXPECT_FALSE(count_characters(whole.substr(0, size)));
      EXPECT_FALSE(count_characters(whole.substr(0, size) + "a"));
      EXPECT_FALSE(count_characters(whole.substr(size)));
    }
  }
}

TEST(Text, IsBlankWhereNothingOfItCanBeSeen) {
  EXPECT_TRUE(is_blank(""));
  // White space, of each width; what joins or parts words; a soft hyphen, fillers, selectors, tags.
  for (const char32_t c :
       {U' ',      U'\t',     U'\n',         U'\r',         U'\u00A0',    U'\u1680', U'\u2000',
        U'\u2003', U'\u200A', U'\u2028',     U'\u2029',     U'\u202F',    U'\u205F', U'\u3000',
        U'\u200B', U'\u200D', U'\u200F',     U'\u2060',     U'\u2066',    U'\uFEFF', U'\u00AD',
        U'\u034F', U'\u061C', U'\u115F',     U'\u17B4',     U'\u180E',    U'\u2800', U'\u3164',
        U'\uFE0F', U'\uFFA0', U'\U0001D173', U'\U000E0001', U'\U000E0100'}) {
    const std::string text = encoded(c, shortest(c));
    EXPECT_TRUE(is_blank(text)) << std::hex << static_cast<std::uint32_t>(c);
    EXPECT_TRUE(is_blank(" " + text + "\u3000")) << std::hex << static_cast<std::uint32_t>(c);
    EXPECT_FALSE(is_blank(text + "a")) << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(Text, IsNotBlankWhereSomethingStands) {
  for (const char32_t c :
       {U'!', U'a', U'é', U'\u00AE', U'\u0301', U'\u1681', U'\u2010', U'\u2027', U'\u2070',
        U'\u2801', U'面', U'\uFF01', U'\uFFFD', U'😀', U'\U000E1000'}) {
    const std::string text = encoded(c, shortest(c));
    EXPECT_FALSE(is_blank(text)) << std::hex << static_cast<std::uint32_t>(c);
    EXPECT_FALSE(is_blank("\u200B" + text)) << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(Text, ShowsAForeignNameOnlyWhereItDeceivesNobody) {
  EXPECT_EQ(shown("Größe/面积"), "Größe/面积");
  for (const std::string& name :
       {std::string("\x1b[2J"), std::string("a\nb"), std::string("a\u202Eb"), std::string("\xC3"),
        std::string(101, 'a')}) {
    EXPECT_EQ(shown(name), "(a name that can't be shown)");
  }
}

TEST(Text, CountsNothingInTheEmptyText) { EXPECT_EQ(count_characters(""), 0U); }

}  // namespace
}  // namespace pledgebook::ledger
