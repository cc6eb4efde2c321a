// SPDX-License-Identifier: Apache-2.0
// RemoteLog: how a log elsewhere is read, over HTTP or HTTPS.
#pragma once

#include <memory>
#include <string>

#include "cli/shell/outcome.h"
#include "ledger/proof/follow/tile_source.h"
#include "projections/views/digest.h"
#include "server/client/client.h"
#include "server/client/server_address.h"

namespace pledgebook::cli {

// A log that a server serves. One thread at a time, but for abort.
class RemoteLog {
 public:
  // Does not connect yet.
  [[nodiscard]] static Outcome<std::unique_ptr<RemoteLog>> open(const std::string& url,
                                                                server::ClientOptions access);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  // For a TileSource; as long as this lives.
  [[nodiscard]] ledger::FetchPath fetch();
  // What the server's read models say (GET /api/v1/digests). Status not_found where it has no such
  // route.
  [[nodiscard]] Outcome<projections::Digests> digests();

  // Ends what is asked, and everything from now on, with an error. Any thread.
  void abort() noexcept { client_.abort(); }

 private:
  RemoteLog(server::ServerAddress where, server::ClientOptions access);

  std::string name_;
  server::Client client_;
};

// Whether it is to be looked for on a server, and not in a directory.
[[nodiscard]] bool is_url(std::string_view place) noexcept;

}  // namespace pledgebook::cli
