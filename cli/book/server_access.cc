// SPDX-License-Identifier: Apache-2.0
#include "cli/book/server_access.h"

#include <fmt/format.h>

#include <utility>

namespace pledgebook::cli {

Outcome<std::shared_ptr<server::TlsTrust>> trust_in(const std::string& ca_file) {
  auto trust = std::make_shared<server::TlsTrust>(ca_file);  // shared by the connections
  // The system's authorities are read when they are first needed, because reading them takes a
  // while.
  if (ca_file.empty()) return trust;
  if (const auto read = trust->context(); !read)
    return usage(fmt::format("--ca: {}", read.error()));
  return trust;
}

Outcome<server::ClientOptions> client_options(const Place& place, const std::atomic<bool>* stop) {
  server::ClientOptions options;
  LEDGER_TRY(options.trust, trust_in(place.ca_file()));
  options.stop = stop;
  return options;
}

}  // namespace pledgebook::cli
