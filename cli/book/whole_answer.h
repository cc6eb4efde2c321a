// SPDX-License-Identifier: Apache-2.0
// Whole answers: what a read model lists by pages, asked for page by page and put together.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "cli/book/book.h"

namespace pledgebook::cli {

// As Book::ask, of what is listed by pages: all rows of all lists, without `page` and `per_page`.
// All pages are of one size of the ledger; where it grows in between, they are asked for again,
// some times.
[[nodiscard]] Outcome<boost::json::object> ask_whole(Book& book, std::string_view what,
                                                     const Parameters& parameters);

}  // namespace pledgebook::cli
