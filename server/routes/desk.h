// SPDX-License-Identifier: Apache-2.0
// Routes of the desk: what waits beside the log until another person signs it: requests for
// registration, and statements that lack signatures (docs/decisions/0052-desk.md).
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services outlive the routes.
[[nodiscard]] std::vector<Route> desk_routes(const Services& services);

}  // namespace pledgebook::server
