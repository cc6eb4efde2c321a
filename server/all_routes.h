// SPDX-License-Identifier: Apache-2.0
// Routes: all routes of the server.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services outlive the routes.
[[nodiscard]] std::vector<Route> all_routes(const Services& services);

}  // namespace pledgebook::server
