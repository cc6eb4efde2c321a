// SPDX-License-Identifier: Apache-2.0
// ServerProblem: what a server's answer other than 200 means for a command.
#pragma once

#include <string>

#include "cli/shell/outcome.h"
#include "server/client/client.h"

namespace pledgebook::cli {

// In the server's own words, if it says what is wrong (docs/API.md, "Problems"). `server` is its
// address.
[[nodiscard]] Failure failure_of_response(const std::string& server,
                                          const server::HttpResponse& response);

}  // namespace pledgebook::cli
