// SPDX-License-Identifier: Apache-2.0
// Routes: all routes of the server.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/practice.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services and `practice` outlive the routes; `practice`: null on a server whose ledger counts.
[[nodiscard]] std::vector<Route> all_routes(const Services& services, const Practice* practice);

}  // namespace pledgebook::server
