// SPDX-License-Identifier: Apache-2.0
// Front page: the page at the server's address: the figures, the commitments of each member as of
// any date, and links to the API. One page of plain HTML without scripts, readable on a phone and
// over a slow connection.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// `/` and its style sheet. The services outlive the routes.
[[nodiscard]] std::vector<Route> front_page_routes(const Services& services);

}  // namespace pledgebook::server
