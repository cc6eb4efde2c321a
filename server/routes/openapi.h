// SPDX-License-Identifier: Apache-2.0
// OpenAPI: the server's OpenAPI 3.1 document, made from its routes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "server/http/route.h"

namespace pledgebook::server {

[[nodiscard]] std::string openapi_document(std::span<const Route> routes);

// The route that serves the document; it describes `others` and this route.
[[nodiscard]] std::vector<Route> openapi_routes(std::vector<Route> others);

}  // namespace pledgebook::server
