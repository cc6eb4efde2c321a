// SPDX-License-Identifier: Apache-2.0
// Projector: keeps the read models in step with the log, on a thread of its own. It folds the
// batches that the sequencer hands over; where it is too far behind for them, it reads the log. The
// rows of every view change together with the position in one transaction. The views live in
// `views/` in the ledger's directory, which can be deleted at any time while no projector runs.
//
// It does not end while its ledger is served: what passes is tried again, at longer and longer
// intervals, and damaged views are rebuilt beside (fold/projecting.h). The rebuild runs on the same
// thread, so that there is nothing to agree on; queries go on reading what was in use.
//
// Threads: any, but start and stop.
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
  // Errc::busy where another process keeps the views. The store outlives the projector.
  [[nodiscard]] static ledger::Result<std::unique_ptr<Projector>> start(const ledger::Store& store,
                                                                        Options options);
  ~Projector();
  Projector(const Projector&) = delete;
  Projector& operator=(const Projector&) = delete;

  // The log has grown by this batch; never blocks. For Sequencer::Options::on_commit.
  void notify(const ledger::CommittedBatchPointer& batch);
  // Waits until views() covers `size`; false after `timeout`, or where it can't any more.
  [[nodiscard]] bool wait_for(ledger::Size size, std::chrono::milliseconds timeout);

  enum class Ticket : std::uint64_t {};
  // Calls `done`, once, on the projector's thread, when views() covers `size`; what is awaited is
  // committed at once. `done` must not block, nor call the projector. Nothing, and no call, where
  // they cover it already.
  [[nodiscard]] std::optional<Ticket> when_covered(ledger::Size size,
                                                   std::function<void()> done) const;
  // After it returns, `done` is not called, and is not being called.
  void cancel(Ticket ticket) const;

  [[nodiscard]] ledger::Size size() const;
  // Why the views don't follow the log; nothing while they do.
  [[nodiscard]] std::optional<ViewsCondition> condition() const;

  // Rebuilds all views beside those in use. Returns when the new ones are in use, with their
  // digests; Errc::busy where the projector was stopped first.
  [[nodiscard]] ledger::Result<Digests> rebuild();

  // The newest state; while the projector is behind, or can't go on, an older one.
  [[nodiscard]] ledger::Result<Views> views() const;

  // Ends the thread, in the midst of a rebuild too; idempotent. Not on the projector's thread.
  void stop();

 private:
  class Impl;
  explicit Projector(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::projections
