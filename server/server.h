// SPDX-License-Identifier: Apache-2.0
// Server: the ledger over HTTP (docs/API.md).
//
//   auto server = Server::start(*store, *sequencer, *projector, clock, journal,
//                               {.listen = "127.0.0.1:8080"});
//   … (*server)->stop(); (*server)->wait();
//
// Threads: one for I/O, and those of the lanes for everything that computes
// (server/http/lanes.h). stop, wait and port from any
// thread that is none of these.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "ledger/clock.h"
#include "ledger/error.h"
#include "ledger/journal.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/publish/publisher.h"
#include "ledger/proof/publish/witness_quorum.h"
#include "projections/projector.h"
#include "server/http/http_context.h"
#include "server/http/limits.h"
#include "server/io/tls_context.h"

namespace pledgebook::server {

class Server {
 public:
  struct Options {
    std::string listen = "127.0.0.1:8080";  // port 0: one that is free
    unsigned workers = 0;                   // threads a lane may have; 0: one a processor
    Limits limits = {};
    std::optional<TlsFiles> tls = {};  // none: plain HTTP
    RequestLog request_log = RequestLog::no;
    const ledger::Publisher* publisher = nullptr;  // null: nothing is published; outlives it too
    const ledger::WitnessQuorum* witnesses = nullptr;  // null: there are none; outlive it too
  };

  // Listens and serves. What it is given outlives it; the sequencer may be stopped only after
  // wait(). Errc::busy where the address is taken.
  [[nodiscard]] static ledger::Result<std::unique_ptr<Server>> start(
      const ledger::Store& store, ledger::Sequencer& sequencer,
      const projections::Projector& projector, const ledger::Clock& clock, ledger::Journal& journal,
      Options options);
  // stop() and wait().
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;
  // Takes no more connections and requests. What is being computed is answered, and every single
  // statement that was taken; what waits besides is refused. Connections that are not done after
  // limits.drain_max, downloads after limits.download_drain_max, are cut. Returns at once;
  // idempotent.
  void stop();
  // Returns when the server has stopped.
  void wait();

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::server
