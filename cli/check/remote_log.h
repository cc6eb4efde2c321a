// SPDX-License-Identifier: Apache-2.0
// RemoteLog: a log that is read over HTTP or HTTPS.
#pragma once

#include <memory>
#include <string>

#include "cli/shell/outcome.h"
#include "ledger/proof/follow/tile_source.h"
#include "projections/views/digest.h"
#include "server/client/client.h"
#include "server/client/server_address.h"

namespace pledgebook::cli {

// One thread at a time, except for `abort`.
class RemoteLog {
 public:
  // Connects at the first request.
  [[nodiscard]] static Outcome<std::unique_ptr<RemoteLog>> open(const std::string& url,
                                                                server::ClientOptions access);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  // For a TileSource; valid as long as this object.
  [[nodiscard]] ledger::FetchPath fetch();
  // The digests of the server's read models (GET /api/v1/digests). Status not_found if it has no
  // such route.
  [[nodiscard]] Outcome<projections::Digests> digests();

  // Ends the pending request and all later ones with an error. Any thread.
  void abort() noexcept { client_.abort(); }

 private:
  RemoteLog(server::ServerAddress where, server::ClientOptions access);

  std::string name_;
  server::Client client_;
};

// Whether `place` is a server's address, not a directory.
[[nodiscard]] bool is_url(std::string_view place) noexcept;

}  // namespace pledgebook::cli
