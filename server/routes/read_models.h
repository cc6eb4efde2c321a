// SPDX-License-Identifier: Apache-2.0
// Routes that answer from the read models: what projections/ computes, under the filters of
// projections/query/query.h.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services outlive the routes.
[[nodiscard]] std::vector<Route> read_model_routes(const Services& services);

}  // namespace pledgebook::server
