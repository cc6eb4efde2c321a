// SPDX-License-Identifier: Apache-2.0
// WitnessCaller: sends a log's requests to its witnesses over HTTP
// (ledger/proof/publish/witness_transport.h), on connections that it keeps for the next request.
//
// It speaks plain HTTP. Nothing that a log and a witness say to each other is secret, and all that
// counts is signed; but who stands between can hold it back, or read which logs are witnessed.
//
// Threads: any, many at once.
#pragma once

#include <chrono>
#include <expected>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/proof/publish/witness_transport.h"
#include "server/client/client.h"
#include "server/client/server_path.h"

namespace pledgebook::server {

// Where a witness takes checkpoints. A sentence where it is no http:// URL; of https:// it says how
// to do without.
[[nodiscard]] std::expected<ServerPath, std::string> parse_witness_url(std::string_view url);

class WitnessCaller {
 public:
  // `timeout`: of one step, connecting or one answer.
  explicit WitnessCaller(std::chrono::milliseconds timeout = std::chrono::seconds(10));
  ~WitnessCaller();
  WitnessCaller(const WitnessCaller&) = delete;
  WitnessCaller& operator=(const WitnessCaller&) = delete;

  [[nodiscard]] std::expected<ledger::WitnessReply, std::string> send(
      const ledger::WitnessCall& call);
  // Ends what is under way, and everything that is sent from now on, with an error.
  void stop();

 private:
  struct Line {
    std::string server;
    Client client;
  };
  // A line to the server that nobody uses, or a new one. Null when stopped.
  [[nodiscard]] std::unique_ptr<Line> take(const ServerAddress& server);
  void give_back(std::unique_ptr<Line> line);

  const ClientOptions options_;
  std::mutex mutex_;
  // Under mutex_:
  bool is_stopped_ = false;
  std::vector<std::unique_ptr<Line>> idle_;
  std::set<Line*> busy_;
};

}  // namespace pledgebook::server
