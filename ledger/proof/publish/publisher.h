// SPDX-License-Identifier: Apache-2.0
// Publisher: makes the log's checkpoints known. It has the sequencer seal the log, signs the root,
// collects what its witnesses sign, and releases the checkpoint: from then on tiles, receipts and
// exports of that size are given out. One checkpoint is under way at a time; the next one is begun
// once it is released, so that no more than two sizes are ever needed (streams.h).
//
// Where it fails (a witness is away, the disk is full), nothing is released, appends go on, and it
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

// A checkpoint that was released. Immutable.
struct Released {
  CheckpointNote note;
  std::string bytes;  // of the note
};
// Shared by the publisher and all who answer with it.
using ReleasedPointer = std::shared_ptr<const Released>;

// One checkpoint, from sealing to release. Threads: one at a time.
class Publishing {
 public:
  // The sequencer and the witnesses outlive it. `witnesses` null: a checkpoint is released as the
  // log has signed it. What was released before is taken from the ledger's directory.
  [[nodiscard]] static Result<Publishing> begin(const Store& store, Sequencer& sequencer,
                                                LogSigner signer, WitnessQuorum* witnesses);

  // Whether the log has records beyond what was released.
  [[nodiscard]] bool is_due() const;
  // Seals, signs, has it cosigned and releases; goes on where it failed the last time. Before its
  // first signature it asks the witnesses what they have seen of the log. Blocks.
  [[nodiscard]] Result<ReleasedPointer> publish();
  // The last one; null where there is none.
  [[nodiscard]] const ReleasedPointer& released() const noexcept { return released_; }

 private:
  Publishing(const Store& store, Sequencer& sequencer, LogSigner signer, WitnessQuorum* witnesses);
  // The size to publish next: the one that was sealed but not released, or a new one.
  [[nodiscard]] Result<Sequencer::Sealed> seal();

  const Store* store_;
  Sequencer* sequencer_;
  LogSigner signer_;
  WitnessQuorum* witnesses_;  // null: none are asked
  bool is_history_checked_ = false;
  std::optional<CheckpointNote> pending_;  // signed, not released
  ReleasedPointer released_;
};

class Publisher {
 public:
  struct Options {
    std::chrono::milliseconds interval{1'000};  // between two checkpoints, and between two tries
  };
  // The journal outlives it, and hears when it begins to fail, when the kind of the failure
  // changes, and when a checkpoint is released again.
  [[nodiscard]] static std::unique_ptr<Publisher> start(Publishing publishing, Journal& journal,
                                                        Options options);
  // Ends after what is under way.
  ~Publisher();
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  // The log has grown; never blocks. For Sequencer::Options::on_commit.
  void notify();
  // The newest one; null while there is none.
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
