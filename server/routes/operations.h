// SPDX-License-Identifier: Apache-2.0
// Routes for the operator of the server: is it alive, is it ready, its metrics.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The server is not ready if the read models are further behind than this.
inline constexpr std::uint64_t kViewLagMax = 10'000;

// The services outlive the routes.
[[nodiscard]] std::vector<Route> operation_routes(const Services& services);

}  // namespace pledgebook::server
