// SPDX-License-Identifier: Apache-2.0
// ServerAccess: how a command reaches servers: whom it believes over TLS, and when it gives up.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "cli/shell/outcome.h"
#include "cli/shell/program.h"
#include "server/client/http_connection.h"

namespace pledgebook::cli {

// `stop` ends what is asked when it is raised (cli/shell/interruption.h); null: nothing does. A
// usage failure where the file of authorities can't be read.
[[nodiscard]] Outcome<server::ClientOptions> client_options(
    const Place& place, const std::atomic<bool>* stop = nullptr);

// For programs that ask several servers. The same of a file's name (Place::ca_file).
[[nodiscard]] Outcome<std::shared_ptr<server::TlsTrust>> trust_in(const std::string& ca_file);

}  // namespace pledgebook::cli
