// SPDX-License-Identifier: Apache-2.0
// Search text: what `q` is looked for in, in lower case: one row a pledge in table `texts`, so that
// a search reads these and no pledge that it does not find. The owner's name is kept with the
// party, as it may change without the pledge.
#pragma once

#include <string>
#include <string_view>

#include "projections/figures/version.h"

namespace pledgebook::projections {

// ASCII letters in lower case; others as they are.
[[nodiscard]] std::string lower(std::string_view text);

// A pledge's title, id and number.
[[nodiscard]] std::string search_text(const Facts& facts, const Version& now);

// Whether each word of `words` stands somewhere in `text` or in `more`; all in lower case.
[[nodiscard]] bool contains_words(std::string_view text, std::string_view more,
                                  std::string_view words);

// A row of table `texts`.
struct SearchRow {
  std::string owner;
  std::string text;
};
void members(auto& row, ledger::Is<SearchRow> auto& v) { row(v.owner, v.text); }

}  // namespace pledgebook::projections
