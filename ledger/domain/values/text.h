// SPDX-License-Identifier: Apache-2.0
// Text: the characters that a statement may contain (docs/FORMAT.md, "Grammar"), when a text counts
// as blank, and how to show a foreign text to a person. A character is a Unicode code point.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pledgebook::ledger {

// The number of code points in `utf8`, or nothing if it is not well-formed UTF-8 or holds a refused
// character: U+0000-001F except tab, LF and CR; U+007F-009F; U+202A-202E (they change the direction
// of the following text and can make a figure look different); noncharacters.
[[nodiscard]] std::optional<std::size_t> count_characters(std::string_view utf8) noexcept;

// Whether `utf8` has no visible character: it is empty, or contains only white space, invisible
// characters (Unicode 15: White_Space, Default_Ignorable_Code_Point), and the empty Braille
// pattern. Belongs to rule set 1: later programs say the same.
[[nodiscard]] bool is_blank(std::string_view utf8) noexcept;

// A foreign name in a sentence for people: the name itself, or a placeholder if it is long, is not
// UTF-8, or contains characters that could change how the sentence looks.
[[nodiscard]] std::string shown(std::string_view name);

}  // namespace pledgebook::ledger
