// SPDX-License-Identifier: Apache-2.0
// RunningLedger: a ledger with all that serves it: the log, the read models and the HTTP server.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "cli/outcome.h"
#include "ledger/log/clock.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store.h"
#include "projections/projector.h"
#include "server/server.h"

namespace pledgebook::cli {

struct ServingOptions {
  std::string directory;
  std::string listen = "127.0.0.1:8080";  // port 0: one that is free
  bool accept_clock = false;
};

// One thread.
class RunningLedger {
 public:
  // Opens the ledger for writing, brings the read models up to date, showing progress, and listens.
  [[nodiscard]] static Outcome<std::unique_ptr<RunningLedger>> start(const ServingOptions& options);

  // "http://127.0.0.1:8080"
  [[nodiscard]] std::string address() const;
  [[nodiscard]] std::string ledger_name() const { return sequencer_->ledger_name(); }
  [[nodiscard]] std::uint64_t size() const;
  // Serves until `stop` is set; then answers what was asked, and writes everything down.
  void serve_until(const std::atomic<bool>& stop);

 private:
  RunningLedger() = default;

  // In the order in which they are made; each works with the ones before it.
  ledger::SystemClock clock_;
  std::unique_ptr<ledger::Store> store_;
  std::atomic<projections::Projector*> followed_ = nullptr;  // told of commits once it is there
  std::unique_ptr<ledger::Sequencer> sequencer_;
  std::unique_ptr<projections::Projector> projector_;
  std::unique_ptr<server::Server> server_;
  std::string host_;
};

}  // namespace pledgebook::cli
