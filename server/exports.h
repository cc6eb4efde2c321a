// SPDX-License-Identifier: Apache-2.0
// Route of exports: files that a stranger verifies without this ledger (docs/VERIFYING.md).
#pragma once

#include <string_view>
#include <vector>

#include "server/export_desk.h"
#include "server/route.h"

namespace pledgebook::server {

// How many records the export holds, so that a client can say how far it is.
inline constexpr std::string_view kRecordsField = "Pledgebook-Records";

// The desk outlives the routes.
[[nodiscard]] std::vector<Route> export_routes(ExportDesk& desk);

}  // namespace pledgebook::server
