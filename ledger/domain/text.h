// SPDX-License-Identifier: Apache-2.0
// Text: which characters a statement may hold (docs/FORMAT.md, "Grammar"). A character is a Unicode
// code point.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace pledgebook::ledger {

// The number of code points in `utf8`, or nothing if it is not well-formed UTF-8 or holds a refused
// character: U+0000-001F except tab, LF and CR; U+007F-009F; U+202A-202E (they turn the direction
// of what follows and so can make a figure read otherwise than it is); noncharacters.
[[nodiscard]] std::optional<std::size_t> count_characters(std::string_view utf8) noexcept;

}  // namespace pledgebook::ledger
