// SPDX-License-Identifier: Apache-2.0
// Publisher: publishes the log's checkpoints. It has the sequencer seal the log, signs the root,
// collects the witnesses' cosignatures, and publishes the checkpoint: from then on tiles, receipts
// and exports of that size are served. Only one checkpoint is under way at a time; the next begins
// when it is published, so that no more than two sizes are ever needed (streams.h).
//
// If it fails (a witness is down, the disk is full), nothing is published, appends go on, and it
// tries again after the interval.
//
// Threads: one of its own; start, notify and the observers from any.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "ledger/clock.h"
#include "ledger/error.h"
#include "ledger/journal.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/publish/log_signer.h"
#include "ledger/proof/publish/witness_quorum.h"

namespace pledgebook::ledger {

// A published checkpoint. Immutable.
struct Released {
  CheckpointNote note;
  std::string bytes;  // of the note
};
// Shared by the publisher and the threads that answer with it.
using ReleasedPointer = std::shared_ptr<const Released>;

// One checkpoint, from sealing to publishing. Threads: one at a time.
class Publishing {
 public:
  // The sequencer and the witnesses outlive it. `witnesses` null: a checkpoint is published with
  // the log's signature alone. The last published one is read from the ledger's directory.
  [[nodiscard]] static Result<Publishing> begin(const Store& store, Sequencer& sequencer,
                                                LogSigner signer, WitnessQuorum* witnesses);

  // Whether the log has records beyond the last published checkpoint.
  [[nodiscard]] bool is_due() const;
  // Seals, signs, has it cosigned and publishes; after a failure, goes on at the step that failed.
  // Before its first signature it asks the witnesses what they have seen of the log. Blocks.
  [[nodiscard]] Result<ReleasedPointer> publish();
  // The last published checkpoint; null if there is none.
  [[nodiscard]] const ReleasedPointer& released() const noexcept { return released_; }

 private:
  Publishing(const Store& store, Sequencer& sequencer, LogSigner signer, WitnessQuorum* witnesses);
  // The size to publish next: one that was sealed but not published, or a new one.
  [[nodiscard]] Result<Sequencer::Sealed> seal();

  const Store* store_;
  Sequencer* sequencer_;
  LogSigner signer_;
  WitnessQuorum* witnesses_;  // null: none are asked
  bool is_history_checked_ = false;
  std::optional<CheckpointNote> pending_;  // signed, not published
  ReleasedPointer released_;
};

class Publisher {
 public:
  struct Options {
    std::chrono::milliseconds interval{1'000};  // between two checkpoints, and between two tries
  };
  // The journal outlives it, and is told when publication begins to fail, when the kind of the
  // failure changes, and when a checkpoint is released again.
  [[nodiscard]] static std::unique_ptr<Publisher> start(Publishing publishing, Journal& journal,
                                                        Options options);
  // Finishes the step under way, and ends.
  ~Publisher();
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  // The log has grown; never blocks. For Sequencer::Options::on_commit.
  void notify();
  // The newest published checkpoint; null if there is none.
  [[nodiscard]] ReleasedPointer released() const;
  struct Counters {
    std::uint64_t released = 0;  // since start
    std::uint64_t failures = 0;
    bool is_failing = false;  // the last try failed
    std::string why;          // a sentence, while it fails
  };
  [[nodiscard]] Counters counters() const;

 private:
  class Impl;
  explicit Publisher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::ledger
