// SPDX-License-Identifier: Apache-2.0
// Excerpt: the part of a text in which a search found its words. Pure: any thread.
#pragma once

#include <string>
#include <string_view>

#include "projections/search/terms.h"

namespace pledgebook::projections {

// Some 200 characters around the first word that a part of the search asks for, in one line, with
// "…" where text is left out. Empty if the text has no such word.
[[nodiscard]] std::string excerpt_of(std::string_view text, const SearchWords& search,
                                     TermMaker& terms);

}  // namespace pledgebook::projections
