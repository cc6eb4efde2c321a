// SPDX-License-Identifier: Apache-2.0
// The routes that a session serves itself, since they live as long as their connection: statements
// coming in, events going out. Here is what they look like from outside.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

[[nodiscard]] std::vector<Route> live_routes(const Services& services);

}  // namespace pledgebook::server
