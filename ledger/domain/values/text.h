// SPDX-License-Identifier: Apache-2.0
// Text: which characters a statement may hold (docs/FORMAT.md, "Grammar"), when a text says
// nothing, and how a foreign one is shown to a person. A character is a Unicode code point.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pledgebook::ledger {

// The number of code points in `utf8`, or nothing if it is not well-formed UTF-8 or holds a refused
// character: U+0000-001F except tab, LF and CR; U+007F-009F; U+202A-202E (they turn the direction
// of what follows and so can make a figure read otherwise than it is); noncharacters.
[[nodiscard]] std::optional<std::size_t> count_characters(std::string_view utf8) noexcept;

// Whether nothing of `utf8` can be seen: it is empty, or holds nothing but white space, characters
// that are to be displayed as nothing (Unicode 15: White_Space, Default_Ignorable_Code_Point), and
// the empty Braille pattern. Belongs to rule set 1: later programs say the same.
[[nodiscard]] bool is_blank(std::string_view utf8) noexcept;

// A foreign name in a sentence for people: itself, or words that stand for it where it is long, no
// UTF-8, or holds characters that could make the sentence look otherwise than it is.
[[nodiscard]] std::string shown(std::string_view name);

}  // namespace pledgebook::ledger
