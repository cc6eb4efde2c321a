// SPDX-License-Identifier: Apache-2.0
// CellTrouble: why a cell is not understood, and what to write instead: a code, for which pages
// have words in each language, and a sentence in English.
//
// Threads: values.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "server/sheet/sheet.h"

namespace pledgebook::server {

struct CellTrouble {
  std::string_view code;  // a literal: "amount_below_zero"
  std::string shown;      // an excerpt of the cell; "" of an empty one
  std::string sentence;   // lower case, without a period
};

// `sentence` may have one {}: the excerpt.
[[nodiscard]] inline CellTrouble cell_trouble(std::string_view code, std::string_view cell,
                                              fmt::format_string<const std::string&> sentence) {
  std::string shown = excerpt(cell);
  std::string told = fmt::vformat(sentence, fmt::make_format_args(shown));
  return {code, std::move(shown), std::move(told)};
}

}  // namespace pledgebook::server
