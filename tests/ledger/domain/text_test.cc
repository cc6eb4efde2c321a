// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/values/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

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
  if (c >= 0x2066 && c <= 0x2069) return false;  // one alone is not balanced
  if (c >= 0xFDD0 && c < 0xFDF0) return false;
  return c % 0x10000 < 0xFFFE;
}

// The same for titles, names and labels. Default_Ignorable_Code_Point as in Unicode 15.0.
bool is_allowed_in_a_line(char32_t c) {
  const auto is_one_of = [c](std::initializer_list<std::pair<char32_t, char32_t>> ranges) {
    return std::ranges::any_of(
        ranges, [c](const auto& range) { return c >= range.first && c <= range.second; });
  };
  if (!is_allowed(c) || is_one_of({{0x09, 0x0D}, {0x2028, 0x2029}})) return false;
  const bool is_needed = is_one_of({{0x061C, 0x061C},
                                    {0x180B, 0x180D},
                                    {0x180F, 0x180F},
                                    {0x200C, 0x200F},
                                    {0xFE00, 0xFE0F},
                                    {0xE0100, 0xE01EF}});
  const bool is_invisible = is_one_of({{0xAD, 0xAD},
                                       {0x034F, 0x034F},
                                       {0x061C, 0x061C},
                                       {0x115F, 0x1160},
                                       {0x17B4, 0x17B5},
                                       {0x180B, 0x180F},
                                       {0x200B, 0x200F},
                                       {0x202A, 0x202E},
                                       {0x2060, 0x206F},
                                       {0x3164, 0x3164},
                                       {0xFE00, 0xFE0F},
                                       {0xFEFF, 0xFEFF},
                                       {0xFFA0, 0xFFA0},
                                       {0xFFF0, 0xFFF8},
                                       {0xFFF9, 0xFFFB},
                                       {0x1BCA0, 0x1BCA3},
                                       {0x1D173, 0x1D17A},
                                       {0xE0000, 0xE0FFF}});
  return is_needed || !is_invisible;
}

TEST(Text, CountsEveryAllowedCharacterAsOneAndRefusesEveryOther) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const std::string text = "a" + encoded(c, shortest(c)) + "é";
    for (const Lines lines : {Lines::many, Lines::one}) {
      const auto count = count_characters(text, lines);
      const bool allowed = lines == Lines::many ? is_allowed(c) : is_allowed_in_a_line(c);
      ASSERT_EQ(count.has_value(), allowed) << std::hex << static_cast<std::uint32_t>(c);
      if (count) {
        ASSERT_EQ(*count, 3U) << std::hex << static_cast<std::uint32_t>(c);
      } else if (count.error().reason != TextFault::Reason::not_utf8) {
        ASSERT_EQ(count.error().character, c);
        ASSERT_EQ(count.error().place, 2U);
      }
    }
  }
}

TEST(Text, NamesTheCharacterThatItRefuses) {
  const auto fault = [](std::string_view text, Lines lines) {
    const auto count = count_characters(text, lines);
    return count ? std::string("no fault") : count.error().sentence();
  };
  EXPECT_EQ(
      fault("Gh\u0092ana", Lines::many),
      "U+0092 at character 3 is a control character, an override of direction, or no character");
  EXPECT_EQ(fault("two\nlines", Lines::one),
            "U+000A at character 4 is a line end or tab, in a text of one line");
  EXPECT_EQ(fault("no\u200Bspace", Lines::one), "U+200B at character 3 is invisible");
  EXPECT_EQ(fault("a\xC3", Lines::many), "the text is not UTF-8 after character 1");
}

TEST(Text, ClosesEachIsolateInItsLine) {
  for (const std::string_view balanced :
       {"\u2067abc\u2069", "\u2066\u2068a\u2069\u2069 \u2067b\u2069",
        "\u2066a\u2069\n\u2066b\u2069"}) {
    EXPECT_TRUE(count_characters(balanced, Lines::many)) << balanced;
    EXPECT_FALSE(count_characters(balanced, Lines::one)) << balanced;
  }
  for (const std::string_view open :
       {"\u2067abc", "a\u2069", "\u2066\u2068a\u2069", "\u2066a\n\u2069", "\u2066a\r\u2069",
        "\u2066a\u2028\u2069", "\u2069\u2066"}) {
    const auto count = count_characters(open, Lines::many);
    ASSERT_FALSE(count) << open;
    EXPECT_EQ(count.error().reason, TextFault::Reason::unbalanced);
  }
}

TEST(Text, StacksEightCombiningMarksAtMostInALine) {
  const auto stacked = [](std::size_t marks) {
    std::string text = "e";
    for (std::size_t i = 0; i < marks; ++i) text += i % 2 == 0 ? "\u0301" : "\u0E49";
    return text;
  };
  EXPECT_TRUE(count_characters(stacked(8) + stacked(8), Lines::one));
  EXPECT_TRUE(count_characters(stacked(9), Lines::many));
  const auto count = count_characters(stacked(9), Lines::one);
  ASSERT_FALSE(count);
  EXPECT_EQ(count.error().sentence(),
            "U+0301 at character 10 is the ninth combining mark in a row");
}

TEST(Text, RefusesLongerFormsOfACharacter) {
  for (char32_t c = 0; c <= 0xFFFF; ++c) {
    for (std::size_t bytes = shortest(c) + 1; bytes <= 4; ++bytes) {
      ASSERT_FALSE(count_characters(encoded(c, bytes), Lines::many))
          << std::hex << static_cast<std::uint32_t>(c) << " in " << bytes;
    }
  }
}

TEST(Text, RefusesCharactersBeyondUnicode) {
  for (char32_t c = 0x110000; c < 0x200000; c += 0x101) {
    ASSERT_FALSE(count_characters(encoded(c, 4), Lines::many))
        << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(Text, RefusesTruncatedCharacters) {
  for (const char32_t c : {U'é', U'面', U'😀'}) {
    const std::string whole = encoded(c, shortest(c));
    for (std::size_t size = 1; size < whole.size(); ++size) {
      EXPECT_FALSE(count_characters(whole.substr(0, size), Lines::many));
      EXPECT_FALSE(count_characters(whole.substr(0, size) + "a", Lines::many));
      EXPECT_FALSE(count_characters(whole.substr(size), Lines::many));
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

TEST(Text, CountsNothingInTheEmptyText) { EXPECT_EQ(count_characters("", Lines::one), 0U); }

}  // namespace
}  // namespace pledgebook::ledger
