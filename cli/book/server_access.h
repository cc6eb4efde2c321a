// SPDX-License-Identifier: Apache-2.0
// ServerAccess: how a command reaches servers: the authorities that it trusts for TLS, and how it
// gives up a request.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "cli/shell/outcome.h"
#include "cli/shell/program.h"
#include "server/client/http_connection.h"

namespace pledgebook::cli {

// Raising `stop` ends a pending request (cli/shell/interruption.h); null: nothing ends it. A usage
// failure if the file of authorities can't be read.
[[nodiscard]] Outcome<server::ClientOptions> client_options(
    const Place& place, const std::atomic<bool>* stop = nullptr);

// The authorities in `ca_file` (Place::ca_file), for programs that ask several servers.
[[nodiscard]] Outcome<std::shared_ptr<server::TlsTrust>> trust_in(const std::string& ca_file);

}  // namespace pledgebook::cli
