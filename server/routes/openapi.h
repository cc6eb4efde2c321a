// SPDX-License-Identifier: Apache-2.0
// OpenAPI: the description of the API that the server gives of itself (OpenAPI 3.1), made from its
// routes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "server/http/route.h"

namespace pledgebook::server {

[[nodiscard]] std::string openapi_document(std::span<const Route> routes);

// The route that serves the document of `others` and of itself.
[[nodiscard]] std::vector<Route> openapi_routes(std::vector<Route> others);

}  // namespace pledgebook::server
