// SPDX-License-Identifier: Apache-2.0
// Served: a ledger that a server keeps on loopback, in a temporary directory.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "projections/projector.h"
#include "server/server.h"
#include "tests/bench/pipeline.h"
#include "tests/bench/workload.h"

namespace pledgebook::bench {

class Served {
 public:
  Served(const Officers& officers, std::size_t members)
      : Served(make_foundation(officers, members)) {}
  explicit Served(std::vector<ledger::SignedStatement> foundation);
  ~Served();
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  [[nodiscard]] BenchLedger& ledger() { return ledger_; }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  // Waits until the views hold all records; false after two minutes.
  [[nodiscard]] bool wait_for_views() {
    return projector_->wait_for(ledger_.store().size(), std::chrono::minutes{2});
  }

 private:
  Workplace workplace_;
  std::atomic<projections::Projector*> followed_ = nullptr;  // once it is there
  BenchLedger ledger_;
  std::unique_ptr<projections::Projector> projector_;
  std::unique_ptr<server::Server> server_;
};

}  // namespace pledgebook::bench
