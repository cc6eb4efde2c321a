// SPDX-License-Identifier: Apache-2.0
// Projecting: keeps one directory's read models in step with the log, step by step; the projector's
// half without a thread. What is given decoded is folded as it is; what is missing is read from the
// log. A step that fails leaves the rows as they were: what passes (a full disk) is tried again by
// the next step, damaged views are rebuilt beside by the next step, and only a rebuild that meets
// damage (the log's own) ends it.
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

// What readers get: rows, and what they need beside them.
struct PublishedViews {
  std::shared_ptr<ViewStore> store;  // shared with the queries that read it
  std::shared_ptr<const Background> background;
  std::uint64_t background_revision = 0;
  ledger::Size size{};
};

// Why read models don't follow the log now.
struct ViewsCondition {
  std::string sentence;
  bool mends_itself = true;  // false: somebody must act; nothing is tried meanwhile
};

class Projecting {
 public:
  struct Options {
    unsigned decoders = 2;
    ledger::Progress on_progress = {};   // called by steps that take long
    ledger::Journal* journal = nullptr;  // null: nothing is said. Outlives this
  };
  // Takes the views' lock and opens them, or makes empty ones. Errc::busy where another process
  // keeps them. The log outlives this.
  [[nodiscard]] static ledger::Result<std::unique_ptr<Projecting>> open(const ledger::Store& log,
                                                                        Options options);

  // Comes nearer to the log's size `to` by one transaction or one rebuild, so that readers see
  // each. `batches` follow one another; they are folded if they go on from the position.
  [[nodiscard]] ledger::Result<void> step(ledger::Size to,
                                          std::span<const ledger::CommittedBatchPointer> batches,
                                          const std::stop_token& stop);
  // Builds all views beside those in use, and puts them in use.
  [[nodiscard]] ledger::Result<void> rebuild(const std::stop_token& stop);

  [[nodiscard]] const PublishedViews& published() const noexcept { return published_; }
  // Of the last step; nothing where it succeeded.
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
  // Takes note of how a step or rebuild ended.
  ledger::Result<void> settle(ledger::Result<void> done, const std::stop_token& stop);
  void note_lag(ledger::Size to);
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
  bool is_damaged_ = false;   // the views in use can't be gone on with
  bool is_building_ = false;  // what fails now is a rebuild
  bool is_lagging_ = false;   // said so
  std::optional<ViewsCondition> condition_;
};

}  // namespace pledgebook::projections
