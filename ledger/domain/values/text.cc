// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/values/text.h"

#include <algorithm>
#include <array>

#include "crypto/utf8.h"

namespace pledgebook::ledger {
namespace {

bool is_refused(char32_t c) noexcept {
  if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
  return (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0xFDD0 && c <= 0xFDEF) ||
         (c & 0xFFFEU) == 0xFFFEU;
}

struct CodePoints {
  char32_t first;
  char32_t last;
};
// The characters of is_blank, in ascending order.
constexpr std::array<CodePoints, 24> kBlanks{{
    {0x09, 0x0D},        // tab, line ends
    {0x20, 0x20},        // space
    {0x85, 0x85},        // next line
    {0xA0, 0xA0},        // no-break space
    {0xAD, 0xAD},        // soft hyphen
    {0x034F, 0x034F},    // combining grapheme joiner
    {0x061C, 0x061C},    // Arabic letter mark
    {0x115F, 0x1160},    // Hangul fillers
    {0x1680, 0x1680},    // Ogham space
    {0x17B4, 0x17B5},    // Khmer inherent vowels
    {0x180B, 0x180F},    // Mongolian variation selectors
    {0x2000, 0x200F},    // spaces, zero width ones, marks of direction
    {0x2028, 0x202F},    // separators, embeddings, narrow no-break space
    {0x205F, 0x206F},    // mathematical space, word joiner, isolates
    {0x2800, 0x2800},    // Braille pattern without a dot
    {0x3000, 0x3000},    // ideographic space
    {0x3164, 0x3164},    // Hangul filler
    {0xFE00, 0xFE0F},    // variation selectors
    {0xFEFF, 0xFEFF},    // zero width no-break space
    {0xFFA0, 0xFFA0},    // halfwidth Hangul filler
    {0xFFF0, 0xFFF8},    // reserved
    {0x1BCA0, 0x1BCA3},  // shorthand controls
    {0x1D173, 0x1D17A},  // musical controls
    {0xE0000, 0xE0FFF},  // tags, variation selectors, reserved
}};

bool is_seen(char32_t c) noexcept {
  const auto* range = std::ranges::lower_bound(kBlanks, c, {}, &CodePoints::last);
  return range == kBlanks.end() || c < range->first;
}

}  // namespace

std::optional<std::size_t> count_characters(std::string_view utf8) noexcept {
  const auto plain = [](char c) { return c >= 0x20 && c < 0x7F; };
  if (std::ranges::all_of(utf8, plain)) return utf8.size();
  std::size_t count = 0;
  while (!utf8.empty()) {
    const crypto::CodePoint character = crypto::first_code_point(utf8);
    if (character.bytes == 0 || is_refused(character.value)) return std::nullopt;
    utf8.remove_prefix(character.bytes);
    ++count;
  }
  return count;
}

bool is_blank(std::string_view utf8) noexcept {
  while (!utf8.empty()) {
    const crypto::CodePoint character = crypto::first_code_point(utf8);
    if (character.bytes == 0 || is_seen(character.value)) return false;
    utf8.remove_prefix(character.bytes);
  }
  return true;
}

std::string shown(std::string_view name) {
  constexpr std::size_t kShownBytesMax = 100;
  const auto is_deceptive = [](char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    const bool turns_direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return control || turns_direction;
  };
  if (name.size() <= kShownBytesMax && crypto::is_utf8_without(name, is_deceptive)) {
    return std::string(name);
  }
  return "(a name that can't be shown)";
}

}  // namespace pledgebook::ledger
