// SPDX-License-Identifier: Apache-2.0
// ProblemPage: how the routes of pages tell a person that the server has refused a request, or that
// the page could not be made.
//
// Threads: any.
#pragma once

#include <string_view>

#include "server/http/problem.h"
#include "server/http/request.h"

namespace pledgebook::server {

// A page in the language of the address, else of the reader. Gives the problem's document for what
// only a program can do wrong. `reference` is that of the journal; "" for a refusal.
[[nodiscard]] Response problem_page(const Request& request, const Problem& problem,
                                    std::string_view reference);

// A page for an address that begins with another language than ours.
[[nodiscard]] Response no_such_language(const Request& request);

}  // namespace pledgebook::server
