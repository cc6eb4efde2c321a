// SPDX-License-Identifier: Apache-2.0
// Sequencer: the one thread that writes. It takes candidates from a bounded queue in order, judges
// each by the registry before it (repeat? prev? rights? rules?), gives it index, time and place in
// the chain, and commits all queued ones as one durable transaction. An answer is given only after
// its commit. About once a second it checks the clock, damaged rows that a reader found, and
// readers that have died.
//
// Threads: submit and the observers from any thread. Answers are called on the sequencer's thread
// (or, if a candidate can't be queued, at once on the caller's), without a lock, and must not
// block. Do not call stop or the destructor on the sequencer's thread.
#pragma once

#include <cstddef>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "ledger/clock.h"
#include "ledger/error.h"
#include "ledger/journal.h"
#include "ledger/log/admission.h"
#include "ledger/log/committed_batch.h"
#include "ledger/log/key_ring.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

class Sequencer {
 public:
  struct Options {
    std::size_t queue_max =
        4'096;  // candidates in the queue; when it is full, the answer is Unavailable
    std::size_t batch_max = 1'024;  // records a commit
    bool accept_clock = false;      // start although the last record is more than 30 days old
    // Called after each commit, on the sequencer's thread, with the committed records; wakes the
    // followers. Must not block.
    std::function<void(const CommittedBatchPointer&)> on_commit = {};
    // Called with the number of records read and their total, while opening takes long.
    std::function<void(Size done, Size total)> on_progress = {};
  };
  using Done = std::function<void(Answer)>;

  // Reads the registry from its rows, folds the records beyond them, and starts the thread. The
  // store, the clock and the journal outlive the sequencer. Errc::clock if the machine's clock
  // can't be right, Errc::corrupt if a record is invalid.
  [[nodiscard]] static Result<std::unique_ptr<Sequencer>> start(Store& store, const Clock& clock,
                                                                Journal& journal, Options options);
  // Answers everything in the queue, writes all rows, and ends the thread.
  ~Sequencer();
  Sequencer(const Sequencer&) = delete;
  Sequencer& operator=(const Sequencer&) = delete;

  void submit(Candidate candidate, Done done);

  // A size at which the log can be published: its last record is a heads record.
  struct Sealed {
    Size size{};
    crypto::Hash root;  // of the tree of `size` records
  };
  using SealDone = std::function<void(std::expected<Sealed, Unavailable>)>;
  // Seals the log with the next commit: adds a heads record, unless the last record is one already.
  // `done` is called like those of submit, after the commit. Only one request waits: a second one
  // makes the first Unavailable.
  void seal(SealDone done);

  [[nodiscard]] const KeyRing& key_ring() const noexcept;
  [[nodiscard]] Size size() const noexcept;  // records committed
  // `origin#32hex`; empty before ledger.created.
  [[nodiscard]] std::string ledger_name() const;
  // Figures for /metrics: counters since start.
  struct Counters {
    std::uint64_t accepted = 0, repeated = 0, conflicts = 0, refused = 0, unavailable = 0,
                  commits = 0;
    std::size_t queued = 0;
    bool read_only = false;         // a commit failed; only a restart helps
    bool refused_by_clock = false;  // the clock can't be right; goes on once it is
  };
  [[nodiscard]] Counters counters() const;
  // Why statements are refused now, as one sentence with the remedy; empty while they are accepted.
  [[nodiscard]] std::string condition() const;
  // Refuses new submissions (Unavailable) and answers those in the queue; idempotent.
  void stop();

 private:
  class Impl;
  explicit Sequencer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::ledger
