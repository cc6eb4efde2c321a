// SPDX-License-Identifier: Apache-2.0
// The route of view digests: one hash for each read model, to compare with read models that were
// built from a copy of the log. Computing them reads all rows, so an answer is reused for a while.
// It stays true: it names its size.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services outlive the routes.
[[nodiscard]] std::vector<Route> digest_routes(const Services& services);

}  // namespace pledgebook::server
