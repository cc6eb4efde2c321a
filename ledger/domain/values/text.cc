// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/values/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "crypto/utf8.h"
#include "ledger/domain/values/combining_marks.h"

namespace pledgebook::ledger {
namespace {

using Reason = TextFault::Reason;

constexpr std::size_t kMarksInARowMax = 8;

template <std::size_t N>
bool is_in(const std::array<CodePoints, N>& table, char32_t c) noexcept {
  const auto* range = std::ranges::lower_bound(table, c, {}, &CodePoints::last);
  return range != table.end() && range->first <= c;
}

// What is_blank says; in ascending order.
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

// Default_Ignorable_Code_Point and the interlinear annotations, without what scripts and emoji
// need: joiners, marks of direction, variation selectors. In ascending order.
constexpr std::array<CodePoints, 16> kInvisible{{
    {0xAD, 0xAD},
    {0x034F, 0x034F},
    {0x115F, 0x1160},
    {0x17B4, 0x17B5},
    {0x180E, 0x180E},
    {0x200B, 0x200B},
    {0x202A, 0x202E},
    {0x2060, 0x206F},
    {0x3164, 0x3164},
    {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB},
    {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A},
    {0xE0000, 0xE00FF},
    {0xE01F0, 0xE0FFF},
}};

bool is_forbidden(char32_t c) noexcept {
  if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
  return (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0xFDD0 && c <= 0xFDEF) ||
         (c & 0xFFFEU) == 0xFFFEU;
}

bool ends_line(char32_t c) noexcept { return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029; }

bool opens_isolate(char32_t c) noexcept { return c >= 0x2066 && c <= 0x2068; }
constexpr char32_t kPopIsolate = 0x2069;

// Reads a text character by character.
class TextChecker {
 public:
  explicit TextChecker(Lines lines) : lines_(lines) {}

  // The fault of the next character, if it has one.
  std::optional<TextFault> next(char32_t c) noexcept {
    ++place_;
    if (is_forbidden(c)) return fault(Reason::forbidden, c);
    if (auto found = check_isolates(c)) return found;
    return lines_ == Lines::one ? check_line(c) : std::nullopt;
  }
  // The fault that shows only at the end.
  [[nodiscard]] std::optional<TextFault> end() const noexcept {
    return depth_ > 0 ? std::optional(outermost_) : std::nullopt;
  }
  [[nodiscard]] std::size_t characters() const noexcept { return place_; }

 private:
  [[nodiscard]] TextFault fault(Reason reason, char32_t c) const noexcept {
    return {reason, c, place_};
  }
  std::optional<TextFault> check_isolates(char32_t c) noexcept {
    if (opens_isolate(c)) {
      if (depth_++ == 0) outermost_ = fault(Reason::unbalanced, c);
    } else if (c == kPopIsolate) {
      if (depth_ == 0) return fault(Reason::unbalanced, c);
      --depth_;
    } else if (ends_line(c) && depth_ > 0) {
      return outermost_;
    }
    return std::nullopt;
  }
  std::optional<TextFault> check_line(char32_t c) noexcept {
    if (ends_line(c) || c == '\t') return fault(Reason::line_end, c);
    if (is_in(kInvisible, c)) return fault(Reason::invisible, c);
    marks_ = is_in(kCombiningMarks, c) ? marks_ + 1 : 0;
    return marks_ > kMarksInARowMax ? std::optional(fault(Reason::stacked_marks, c)) : std::nullopt;
  }

  Lines lines_;
  std::size_t place_ = 0;
  std::size_t depth_ = 0;  // isolates that are open in this line
  TextFault outermost_;    // the first of them
  std::size_t marks_ = 0;  // in a row
};

}  // namespace

std::string TextFault::sentence() const {
  if (reason == Reason::not_utf8)
    return fmt::format("the text is not UTF-8 after character {}", place - 1);
  const std::string where =
      fmt::format("U+{:04X} at character {}", static_cast<std::uint32_t>(character), place);
  switch (reason) {
    case Reason::unbalanced:
      return where + " is an isolate that is not opened and closed within one line";
    case Reason::line_end:
      return where + " is a line end or tab, in a text of one line";
    case Reason::invisible:
      return where + " is invisible";
    case Reason::stacked_marks:
      return where + " is the ninth combining mark in a row";
    case Reason::not_utf8:
    case Reason::forbidden:
      break;
  }
  return where + " is a control character, an override of direction, or no character";
}

std::expected<std::size_t, TextFault> count_characters(std::string_view utf8,
                                                       Lines lines) noexcept {
  const auto plain = [](char c) { return c >= 0x20 && c < 0x7F; };
  if (std::ranges::all_of(utf8, plain)) return utf8.size();
  TextChecker checker(lines);
  while (!utf8.empty()) {
    const crypto::CodePoint character = crypto::first_code_point(utf8);
    if (character.bytes == 0)
      return std::unexpected(TextFault{Reason::not_utf8, 0, checker.characters() + 1});
    if (const auto fault = checker.next(character.value)) return std::unexpected(*fault);
    utf8.remove_prefix(character.bytes);
  }
  if (const auto fault = checker.end()) return std::unexpected(*fault);
  return checker.characters();
}

bool is_blank(std::string_view utf8) noexcept {
  while (!utf8.empty()) {
    const crypto::CodePoint character = crypto::first_code_point(utf8);
    if (character.bytes == 0 || !is_in(kBlanks, character.value)) return false;
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
