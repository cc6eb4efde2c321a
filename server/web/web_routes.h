// SPDX-License-Identifier: Apache-2.0
// Routes of the pages: /{language}/…, what they load, and the way from / to the reader's language.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/practice.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services and `practice` outlive the routes; `practice`: null on a server whose ledger counts.
[[nodiscard]] std::vector<Route> web_routes(const Services& services, const Practice* practice);

}  // namespace pledgebook::server
