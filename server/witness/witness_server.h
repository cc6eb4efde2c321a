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
#include <string>

#include "ledger/clock.h"
#include "ledger/error.h"
#include "ledger/proof/witness/witness.h"

namespace pledgebook::server {

class WitnessServer {
 public:
  // Listens at `address` and serves; the witness and the clock outlive it. Errc::busy if the
  // address is in use.
  [[nodiscard]] static ledger::Result<std::unique_ptr<WitnessServer>> start(
      ledger::Witness& witness, const ledger::Clock& clock, const std::string& address);
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
