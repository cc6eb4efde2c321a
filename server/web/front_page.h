// SPDX-License-Identifier: Apache-2.0
// Front page: what a person sees who opens the server's address: the figures, where each member
// stands, as of any date, and the way to the API. One page of plain HTML without scripts, readable
// on a phone and a slow line.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// `/` and its style sheet. The services outlive the routes.
[[nodiscard]] std::vector<Route> front_page_routes(const Services& services);

}  // namespace pledgebook::server
