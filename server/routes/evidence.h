// SPDX-License-Identifier: Apache-2.0
// Routes of evidence: the files that statements name by their SHA-256, in parts up, as a whole down
// (docs/decisions/0053-evidence.md).
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services outlive the routes.
[[nodiscard]] std::vector<Route> evidence_routes(const Services& services);

}  // namespace pledgebook::server
