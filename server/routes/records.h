// SPDX-License-Identifier: Apache-2.0
// Routes that answer from the log itself: all records, those of one stream, one by its index.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services outlive the routes.
[[nodiscard]] std::vector<Route> record_routes(const Services& services);

}  // namespace pledgebook::server
