// SPDX-License-Identifier: Apache-2.0
// Whole answers: a read model's lists, read page by page and joined.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "cli/book/book.h"

namespace pledgebook::cli {

// As Book::ask for an answer that has pages: all rows of all lists, without `page` and `per_page`.
// All pages are of one size of the ledger: if it grows meanwhile, they are read again, a few times
// at most.
[[nodiscard]] Outcome<boost::json::object> ask_whole(Book& book, std::string_view what,
                                                     const Parameters& parameters);

}  // namespace pledgebook::cli
