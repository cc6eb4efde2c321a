// SPDX-License-Identifier: Apache-2.0
// ProblemPages: the pages to which the `type` of a problem leads. Each says what the code means and
// what to do.
#pragma once

#include <vector>

#include "server/http/route.h"

namespace pledgebook::server {

// GET /problems/{code}
[[nodiscard]] std::vector<Route> problem_page_routes();

}  // namespace pledgebook::server
