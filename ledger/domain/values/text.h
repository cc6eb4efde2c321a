// SPDX-License-Identifier: Apache-2.0
// Text: which characters a statement may hold (docs/FORMAT.md, "Grammar"), when a text counts as
// blank, and how to show a foreign text to a person. A character is a Unicode code point. The
// tables are Unicode 15.0's and belong to rule set 1: later programs say the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace pledgebook::ledger {

// Whether a text is one line, as titles, names and labels are, or may have several.
enum class Lines : std::uint8_t { one, many };

// Why a text is refused, and at which of its characters.
struct TextFault {
  enum class Reason : std::uint8_t {
    not_utf8,
    forbidden,     // controls but tab, LF and CR; embeddings and overrides; noncharacters
    unbalanced,    // an isolate (U+2066 to U+2069) without its counterpart in the same line
    line_end,      // a line end or tab, in a text of one line
    invisible,     // an invisible character, in a text of one line
    stacked_marks  // a ninth combining mark in a row, in a text of one line
  };
  Reason reason{};
  char32_t character = 0;  // 0 if the bytes are not UTF-8
  std::size_t place = 0;   // of the character, from 1

  // "U+0092 at character 412 is a control character".
  [[nodiscard]] std::string sentence() const;
  friend bool operator==(const TextFault&, const TextFault&) = default;
};

// The number of characters in `utf8`, or its first fault.
[[nodiscard]] std::expected<std::size_t, TextFault> count_characters(std::string_view utf8,
                                                                     Lines lines) noexcept;

// Whether `utf8` has no visible character: it is empty, or contains only white space, invisible
// characters (White_Space, Default_Ignorable_Code_Point), and the empty Braille pattern.
[[nodiscard]] bool is_blank(std::string_view utf8) noexcept;

// A foreign name in a sentence for people: the name itself, or a placeholder if it is long, is not
// UTF-8, or contains characters that could change how the sentence looks.
[[nodiscard]] std::string shown(std::string_view name);

}  // namespace pledgebook::ledger
