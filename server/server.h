// SPDX-License-Identifier: Apache-2.0
// Server: the ledger over HTTP (docs/API.md).
//
//   auto server = Server::start(*store, *sequencer, *projector, clock, journal,
//                               {.listen = "127.0.0.1:8080"});
//   … (*server)->stop(); (*server)->wait();
//
// Threads: one for I/O, and those of the lanes for everything that computes (server/http/lanes.h).
// stop, wait and port from any thread other than these.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "ledger/clock.h"
#include "ledger/desk/desk_store.h"
#include "ledger/desk/evidence_files.h"
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

class ListeningSocket;
class WebDirectory;
struct Practice;

class Server {
 public:
  struct Options {
    std::string listen = "127.0.0.1:8080";  // port 0: any free port
    unsigned workers = 0;                   // threads a lane may have; 0: one per core
    Limits limits = {};
    std::optional<TlsFiles> tls = {};  // nothing: plain HTTP
    RequestLog request_log = RequestLog::no;
    const ledger::Publisher* publisher =
        nullptr;  // null: nothing is published; outlives the server too
    const ledger::WitnessQuorum* witnesses = nullptr;  // null: no witnesses; outlive the server too
    // Null: this server has no desk and keeps no files; they outlive the server too.
    ledger::DeskStore* desk = nullptr;
    ledger::EvidenceFiles* evidence = nullptr;
    // Null: pages are as compiled into the program; outlives the server too.
    WebDirectory* web_directory = nullptr;
    // How readers reach the server, without a slash at its end; "": as each request says.
    std::string public_url = {};
    // Null: what is recorded counts; outlives the server too.
    const Practice* practice = nullptr;
    // Null: it listens on a socket of its own; outlives the server too, and goes on listening.
    const ListeningSocket* socket = nullptr;
  };

  // Listens and serves. All arguments outlive the server; the sequencer may be stopped only after
  // wait(). Errc::busy if the address is in use.
  [[nodiscard]] static ledger::Result<std::unique_ptr<Server>> start(
      const ledger::Store& store, ledger::Sequencer& sequencer,
      const projections::Projector& projector, const ledger::Clock& clock, ledger::Journal& journal,
      Options options);
  // Calls stop() and wait().
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;
  // Accepts no more connections and requests. Requests that are being computed are answered, and
  // every single statement that was accepted; other waiting requests are refused. Connections that
  // are not done after limits.drain_max are closed, downloads after limits.download_drain_max.
  // Returns at once; idempotent.
  void stop();
  // Returns when the server has stopped.
  void wait();

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::server
