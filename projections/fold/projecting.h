// SPDX-License-Identifier: Apache-2.0
// Projecting: keeps the read models of one directory up to date with the log, step by step; the
// part of the projector without a thread. Decoded batches are folded directly; missing records are
// read from the log. A step that fails leaves the rows unchanged. The next step tries again after a
// temporary error (a full disk), and rebuilds damaged views in a new generation. Only a rebuild
// that finds damage, which is then in the log itself, stops it for good.
//
// Threads: one at a time.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "ledger/journal.h"
#include "ledger/log/committed_batch.h"
#include "ledger/progress.h"
#include "projections/fold/rebuild.h"

namespace pledgebook::projections {

// What readers get: the rows, and the data in memory that goes with them.
struct PublishedViews {
  std::shared_ptr<ViewStore> store;  // shared with the queries that read it
  std::shared_ptr<const Background> background;
  std::uint64_t background_revision = 0;
  ledger::Size size{};
};

// Why read models don't follow the log now.
struct ViewsCondition {
  std::string sentence;
  bool mends_itself = true;  // false: the operator must act; there are no further attempts
};

class Projecting {
 public:
  struct Options {
    unsigned decoders = 2;
    ledger::Progress on_progress = {};   // called by steps that take long
    ledger::Journal* journal = nullptr;  // null: no journal. Outlives this
  };
  // Takes the views' lock and opens the views, or makes empty ones. Errc::busy if another process
  // has the lock. The log outlives this.
  [[nodiscard]] static ledger::Result<std::unique_ptr<Projecting>> open(const ledger::Store& log,
                                                                        Options options);

  // One step towards the log's size `to`: one transaction or one rebuild, so that readers see each.
  // `batches` are consecutive; they are folded if they continue from the position.
  [[nodiscard]] ledger::Result<void> step(ledger::Size to,
                                          std::span<const ledger::CommittedBatchPointer> batches,
                                          const std::stop_token& stop);
  // Rebuilds all views in a new generation, and puts it in use.
  [[nodiscard]] ledger::Result<void> rebuild(const std::stop_token& stop);

  [[nodiscard]] const PublishedViews& published() const noexcept { return published_; }
  // The failure of the last step; nothing if it succeeded.
  [[nodiscard]] const std::optional<ViewsCondition>& condition() const noexcept {
    return condition_;
  }

 private:
  Projecting(const ledger::Store& log, Options options)
      : log_(log), options_(std::move(options)), generations_(log.directory()) {}

  [[nodiscard]] ledger::Result<void> fold(ledger::Size to,
                                          std::span<const ledger::CommittedBatchPointer> batches,
                                          const std::stop_token& stop);
  [[nodiscard]] ledger::Result<void> build(std::string_view why, const std::stop_token& stop);
  // Records the result of a step or rebuild.
  ledger::Result<void> settle(ledger::Result<void> done, const std::stop_token& stop);
  void note_lag(ledger::Size to);
  void note_search();
  void publish();
  [[nodiscard]] Folding folding(const std::stop_token& stop) const {
    return {options_.decoders, options_.on_progress, stop};
  }

  const ledger::Store& log_;
  const Options options_;
  const Generations generations_;
  std::optional<ledger::DirectoryLock> lock_;
  std::unique_ptr<Builder> builder_;  // null after a failure
  PublishedViews published_;
  bool is_damaged_ = false;   // the views in use can't be updated further
  bool is_building_ = false;  // a failure now is one of a rebuild
  bool is_lagging_ = false;   // the journal says so
  std::optional<ViewsCondition> condition_;
};

}  // namespace pledgebook::projections
