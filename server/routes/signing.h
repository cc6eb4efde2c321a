// SPDX-License-Identifier: Apache-2.0
// Routes for signers: which ledger this is, a stream's head, whose key it is. They answer from the
// log's own registry, which is never behind, unlike read models.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/practice.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services and `practice` outlive the routes; `practice`: null on a server whose ledger counts.
[[nodiscard]] std::vector<Route> signing_routes(const Services& services, const Practice* practice);

}  // namespace pledgebook::server
