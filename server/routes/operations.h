// SPDX-License-Identifier: Apache-2.0
// Routes for whoever runs the server: is it alive, is it ready, what does it count.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// Read models that are further behind than this are not ready.
inline constexpr std::uint64_t kViewLagMax = 10'000;

// The services outlive the routes.
[[nodiscard]] std::vector<Route> operation_routes(const Services& services);

}  // namespace pledgebook::server
