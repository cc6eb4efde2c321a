// SPDX-License-Identifier: Apache-2.0
// Search text: the text that `q` searches, in lower case: one row per pledge in table `texts`, so
// that a search reads only these rows and the pledges that it finds. The owner's name is in the
// party's row, since it may change without the pledge.
#pragma once

#include <string>
#include <string_view>

#include "projections/figures/version.h"

namespace pledgebook::projections {

// ASCII letters in lower case; others unchanged.
[[nodiscard]] std::string lower(std::string_view text);

// A pledge's title, id and number.
[[nodiscard]] std::string search_text(const Facts& facts, const Version& now);

// Whether each word of `words` occurs in `text` or in `more`; all in lower case.
[[nodiscard]] bool contains_words(std::string_view text, std::string_view more,
                                  std::string_view words);

// A row of table `texts`.
struct SearchRow {
  std::string owner;
  std::string text;
};
void members(auto& row, ledger::Is<SearchRow> auto& v) { row(v.owner, v.text); }

}  // namespace pledgebook::projections
