// SPDX-License-Identifier: Apache-2.0
// StatementQueue: what waits for the sequencer, in order: candidates, at most so many, and at most
// one request to seal. Internal to the sequencer.
//
// Threads: any; `take` is the sequencer's alone.
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
  // What one commit is to bring.
  struct Work {
    std::vector<Item> items;
    Sequencer::SealDone seal;  // null: not asked for
  };
  enum class Entry : std::uint8_t { queued, full, closed };

  explicit StatementQueue(std::size_t items_max) : items_max_(items_max) {}

  // Takes the item over only where it is queued.
  [[nodiscard]] Entry push(Item& item);
  // Asks to seal. An earlier request that was not taken yet comes back, and this one where the
  // queue is closed; else null.
  [[nodiscard]] Sequencer::SealDone push_seal(Sequencer::SealDone done);
  // What waits, at most `items_max` items; waits until there is something, or until `until`, and
  // then there may be nothing in it. Nothing at all: closed, and all was taken.
  [[nodiscard]] std::optional<Work> take(std::size_t items_max,
                                         std::chrono::steady_clock::time_point until);
  // Nothing more is queued from now on.
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
