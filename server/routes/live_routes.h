// SPDX-License-Identifier: Apache-2.0
// The routes with a Serving of their own: submitting statements and streaming events. This file has
// their descriptions.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

[[nodiscard]] std::vector<Route> live_routes(const Services& services);

}  // namespace pledgebook::server
