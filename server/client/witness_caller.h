// SPDX-License-Identifier: Apache-2.0
// WitnessCaller: sends a log's requests to its witnesses over HTTP or HTTPS
// (ledger/proof/publish/witness_transport.h), on connections that it keeps for the next request.
//
// Threads: any, many at once.
#pragma once

#include <chrono>
#include <expected>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "ledger/proof/publish/witness_transport.h"
#include "server/client/client.h"
#include "server/client/server_address.h"

namespace pledgebook::server {

class WitnessCaller {
 public:
  // `timeout`: as in ClientOptions. `trust`: for witnesses with https; null: the system's.
  explicit WitnessCaller(std::chrono::milliseconds timeout = std::chrono::seconds(10),
                         std::shared_ptr<TlsTrust> trust = {});
  ~WitnessCaller();
  WitnessCaller(const WitnessCaller&) = delete;
  WitnessCaller& operator=(const WitnessCaller&) = delete;

  [[nodiscard]] std::expected<ledger::WitnessResponse, std::string> send(
      const ledger::WitnessCall& call);
  // Fails the requests under way and all later ones.
  void stop();

 private:
  struct Connection {
    Connection(const ServerAddress& server, const ClientOptions& options)
        : origin(server.origin()), client(server, options) {}
    const std::string origin;  // of its server
    Client client;
  };
  // An idle connection to the server, or a new one. Null when stopped.
  [[nodiscard]] std::unique_ptr<Connection> take(const ServerAddress& server);
  void give_back(std::unique_ptr<Connection> connection);

  const ClientOptions options_;
  std::mutex mutex_;
  // Guarded by mutex_:
  bool is_stopped_ = false;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::set<Connection*> busy_;
};

}  // namespace pledgebook::server
