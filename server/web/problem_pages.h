// SPDX-License-Identifier: Apache-2.0
// ProblemPages: where the `type` of a problem leads. Programs learn there what the code means and
// what to do; people are led to a page in their language, which says the same. What belongs to one
// code alone is in English.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/practice.h"

namespace pledgebook::server {

// GET /problems/{code}, /{language}/problems/{code}. `practice`: as in Framing.
[[nodiscard]] std::vector<Route> problem_page_routes(const Practice* practice);

}  // namespace pledgebook::server
