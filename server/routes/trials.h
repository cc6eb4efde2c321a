// SPDX-License-Identifier: Apache-2.0
// The route of trials: whether the ledger would accept a statement, before anybody signs it.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services outlive the routes.
[[nodiscard]] std::vector<Route> trial_routes(const Services& services);

}  // namespace pledgebook::server
