// SPDX-License-Identifier: Apache-2.0
// Routes for followers of the log: the newest published checkpoint, and tiles
// (c2sp.org/tlog-tiles). They are at the root, where tools written for other logs look for them.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services outlive the routes.
[[nodiscard]] std::vector<Route> tile_routes(const Services& services);

}  // namespace pledgebook::server
