// SPDX-License-Identifier: Apache-2.0
// The route of view digests: what the read models say, in one hash a view, so that somebody who has
// made them from a copy of the log can compare. To compute them takes as long as reading all rows;
// so an answer is given again for a while, which makes it no less true: it names its size.
#pragma once

#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// The services outlive the routes.
[[nodiscard]] std::vector<Route> digest_routes(const Services& services);

}  // namespace pledgebook::server
