// SPDX-License-Identifier: Apache-2.0
// WitnessServer: a witness over HTTP (c2sp.org/tlog-witness; docs/API.md, "A witness").
//
//   POST /add-checkpoint          GET /<hex of SHA-256 of the origin>/checkpoint
//   GET /healthz                  GET /metrics
//
// Threads: one for I/O, and workers, which judge one request each at a time. stop, wait and port
// from any thread other than these.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "ledger/clock.h"
#include "ledger/error.h"
#include "ledger/journal.h"
#include "ledger/proof/witness/witness.h"
#include "server/io/tls_context.h"

namespace pledgebook::server {

class WitnessServer {
 public:
  struct Options {
    std::string listen = "127.0.0.1:8081";  // port 0: a free one
    std::optional<TlsFiles> tls = {};       // none: plain HTTP
  };
  // Listens and serves; witness, clock and journal outlive it. Errc::busy if the address is in use;
  // the errors of TlsContext::open.
  [[nodiscard]] static ledger::Result<std::unique_ptr<WitnessServer>> start(
      ledger::Witness& witness, const ledger::Clock& clock, ledger::Journal& journal,
      Options options);
  // Calls stop() and wait().
  ~WitnessServer();
  WitnessServer(const WitnessServer&) = delete;
  WitnessServer& operator=(const WitnessServer&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;
  // As in Server.
  void stop();
  void wait();

 private:
  class Impl;
  explicit WitnessServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::server
