// SPDX-License-Identifier: Apache-2.0
// Route of exports: files that anybody can verify without this ledger (docs/VERIFYING.md).
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/export_bases.h"

namespace pledgebook::server {

// The bases outlive the routes.
[[nodiscard]] std::vector<Route> export_routes(ExportBases& bases);

}  // namespace pledgebook::server
