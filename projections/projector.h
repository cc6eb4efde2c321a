// SPDX-License-Identifier: Apache-2.0
// Projector: keeps the read models in step with the log. Workers decode records in parallel, one
// thread folds them in order, and the rows of every view change together with the position in one
// transaction. The views live in `views/` in the ledger's directory, which can be deleted at any
// time while no projector runs.
//
// Threads: notify, wait_for, views and size from any thread; rebuild from one at a time.
#pragma once

#include <chrono>
#include <memory>

#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "projections/query/views.h"
#include "projections/views/digest.h"

namespace pledgebook::projections {

class Projector {
 public:
  struct Options {
    unsigned decoders = 2;
    ledger::Progress on_progress;  // called on the projector's own threads while it is behind
  };
  // Takes the views' lock, opens or makes the views, and follows the log in the background.
  // Errc::busy where another process keeps the views. The store outlives the projector.
  [[nodiscard]] static ledger::Result<std::unique_ptr<Projector>> start(const ledger::Store& store,
                                                                        Options options);
  ~Projector();
  Projector(const Projector&) = delete;
  Projector& operator=(const Projector&) = delete;

  // The log has grown to `size`; never blocks. For Sequencer::Options::on_commit.
  void notify(ledger::Size size);
  // Waits until views() covers `size`; false after `timeout`, or where the projector has stopped.
  [[nodiscard]] bool wait_for(ledger::Size size, std::chrono::milliseconds timeout);
  [[nodiscard]] ledger::Size size() const;

  // Builds all views anew beside those in use, and swaps. Returns when the new ones are in use.
  [[nodiscard]] ledger::Result<Digests> rebuild();

  // The newest state; while the projector is behind, an older one. After a failure of storage the
  // error that stopped it.
  [[nodiscard]] ledger::Result<Views> views() const;

 private:
  class Impl;
  explicit Projector(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::projections
