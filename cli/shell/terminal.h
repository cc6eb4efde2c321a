// SPDX-License-Identifier: Apache-2.0
// Terminal: what an output stream can show.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include "crypto/utf8.h"

namespace pledgebook::cli {

struct Terminal {
  bool interactive = false;  // it is a terminal
  bool colour = false;       // interactive, and NO_COLOR and TERM=dumb are not set
  std::size_t columns = 80;
};

// Properties of `stream`, from isatty, its window size, and the environment (no-color.org).
[[nodiscard]] Terminal terminal_of(std::FILE* stream);

// A code point of UTF-8 text; an invalid byte counts as one.
struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
};
// The first code point of `text`, which is not empty.
[[nodiscard]] CodePoint first_code_point(std::string_view text) noexcept;

// Columns that UTF-8 text takes on a terminal: none for combining marks, two for wide East Asian
// characters and emoji, else one. Bytes that are not UTF-8 count one each.
[[nodiscard]] std::size_t display_columns(std::string_view utf8) noexcept;

// The text, cut to `columns` with an ellipsis as its last column if it is longer.
[[nodiscard]] std::string cut_to_columns(std::string_view utf8, std::size_t columns);

// A word of a command line as a shell reads it back: in single quotes if it needs them.
[[nodiscard]] std::string shell_word(std::string_view text);

using crypto::one_line;

}  // namespace pledgebook::cli
