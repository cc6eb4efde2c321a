// SPDX-License-Identifier: Apache-2.0
// ProblemPage: how the routes of pages tell a person that the server has refused a request, or that
// the page could not be made.
//
// Threads: any.
#pragma once

#include <functional>
#include <string_view>

#include "server/http/problem.h"
#include "server/http/request.h"
#include "server/routes/practice.h"

namespace pledgebook::server {

// A page in the language of the address, else of the reader. Gives the problem's document for what
// only a program can do wrong. `reference` is that of the journal; "" for a refusal. `practice`: as
// in Framing.
[[nodiscard]] Response problem_page(const Request& request, const Problem& problem,
                                    std::string_view reference, const Practice* practice);
// The same for a route.
using ProblemPage = std::function<Response(const Request&, const Problem&, std::string_view)>;
[[nodiscard]] ProblemPage problem_page_of(const Practice* practice);

// A page for an address that begins with another language than ours.
[[nodiscard]] Response no_such_language(const Request& request, const Practice* practice);

}  // namespace pledgebook::server
