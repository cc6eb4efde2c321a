// SPDX-License-Identifier: Apache-2.0
// StatementQueue: the sequencer's queue: a limited number of candidates, in order, and at most one
// request to seal. Internal to the sequencer.
//
// Threads: any; only the sequencer calls `take`.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "ledger/log/sequencer.h"

namespace pledgebook::ledger {

class StatementQueue {
 public:
  struct Item {
    Candidate candidate;
    Sequencer::Done done;
  };
  // The work for one commit.
  struct Work {
    std::vector<Item> items;
    Sequencer::SealDone seal;  // null: not asked for
  };
  enum class Entry : std::uint8_t { queued, full, closed };

  explicit StatementQueue(std::size_t items_max) : items_max_(items_max) {}

  // Takes the item only if it is queued.
  [[nodiscard]] Entry push(Item& item);
  // Requests a seal. Returns an earlier request that was not taken yet, or this one if the queue is
  // closed; else null.
  [[nodiscard]] Sequencer::SealDone push_seal(Sequencer::SealDone done);
  // The waiting work, at most `items_max` items. Blocks until there is some, or until `until`; then
  // the work may be empty. Nothing: the queue is closed and empty.
  [[nodiscard]] std::optional<Work> take(std::size_t items_max,
                                         std::chrono::steady_clock::time_point until);
  // Refuses new items from now on.
  void close();
  [[nodiscard]] std::size_t size() const;

 private:
  const std::size_t items_max_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  // Under mutex_:
  std::deque<Item> items_;
  Sequencer::SealDone seal_;
  bool closed_ = false;
};

}  // namespace pledgebook::ledger
