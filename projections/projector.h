// SPDX-License-Identifier: Apache-2.0
// Projector: keeps the read models up to date with the log, on its own thread. It folds the batches
// that the sequencer passes on; if it is too far behind for that, it reads the log. The rows of all
// views and the position change in one transaction. The views are in `views/` in the ledger's
// directory, which can be deleted whenever no projector runs.
//
// It does not end while its ledger is served: after a temporary error it tries again, at longer and
// longer intervals, and it rebuilds damaged views (fold/projecting.h). A rebuild runs on the same
// thread, so it needs no coordination; queries read the old views meanwhile.
//
// Threads: any, except for start and stop.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "ledger/error.h"
#include "ledger/log/committed_batch.h"
#include "ledger/log/store/store.h"
#include "projections/fold/projecting.h"
#include "projections/query/views.h"
#include "projections/views/digest.h"

namespace pledgebook::projections {

class Projector {
 public:
  using Options = Projecting::Options;
  // Takes the views' lock, opens or makes the views, and follows the log in the background.
  // Errc::busy if another process has the lock. The store outlives the projector.
  [[nodiscard]] static ledger::Result<std::unique_ptr<Projector>> start(const ledger::Store& store,
                                                                        Options options);
  ~Projector();
  Projector(const Projector&) = delete;
  Projector& operator=(const Projector&) = delete;

  // The log has grown by this batch; never blocks. For Sequencer::Options::on_commit.
  void notify(const ledger::CommittedBatchPointer& batch);
  // Waits until views() covers `size`; false after `timeout`, or if it never will.
  [[nodiscard]] bool wait_for(ledger::Size size, std::chrono::milliseconds timeout);

  enum class Ticket : std::uint64_t {};
  // Calls `done` once, on the projector's thread, when views() covers `size`; awaited records are
  // committed without delay. `done` must not block or call the projector. Returns nothing, and does
  // not call, if the views cover `size` already.
  [[nodiscard]] std::optional<Ticket> when_covered(ledger::Size size,
                                                   std::function<void()> done) const;
  // After it returns, `done` is not running and will not be called.
  void cancel(Ticket ticket) const;

  [[nodiscard]] ledger::Size size() const;
  // Why the views don't follow the log; nothing if they do.
  [[nodiscard]] std::optional<ViewsCondition> condition() const;

  // Rebuilds all views in a new generation. Returns their digests when they are in use; Errc::busy
  // if the projector was stopped first.
  [[nodiscard]] ledger::Result<Digests> rebuild();

  // The newest views; older ones if the projector is behind or failing.
  [[nodiscard]] ledger::Result<Views> views() const;

  // Ends the thread, even during a rebuild; idempotent. Not on the projector's thread.
  void stop();

 private:
  class Impl;
  explicit Projector(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::projections
