// SPDX-License-Identifier: Apache-2.0
// Routes of proofs: that a record is in the log, and that the log of one size extends the log of
// another.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services outlive the routes.
[[nodiscard]] std::vector<Route> proof_routes(const Services& services);

}  // namespace pledgebook::server
