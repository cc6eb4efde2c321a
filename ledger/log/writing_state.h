// SPDX-License-Identifier: Apache-2.0
// WritingState: whether the log accepts statements, and if not, why. Each change is written to the
// journal once.
//
// Threads: any.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "ledger/journal.h"

namespace pledgebook::ledger {

class WritingState {
 public:
  // The journal outlives this object.
  explicit WritingState(Journal& journal) : journal_(journal) {}

  // Why statements are refused now, as one sentence with the remedy; empty while they are accepted.
  [[nodiscard]] std::string condition() const;
  [[nodiscard]] bool is_read_only() const noexcept { return read_only_; }
  [[nodiscard]] bool is_refused_by_clock() const noexcept { return refused_by_clock_; }

  // Refuses all statements until a restart. The first reason is kept.
  void end(std::string_view event, std::string_view reason);
  // The clock can't be right. The first sentence is kept while this lasts, so that it is reported
  // once.
  void refuse_by_clock(std::string_view reason);
  void accept_clock();

  // A candidate was rejected: queue full.
  void reject_one();
  // The queue is empty.
  void end_rejecting();

 private:
  Journal& journal_;
  mutable std::mutex mutex_;
  std::string reason_;  // under mutex_
  std::atomic<bool> read_only_ = false;
  std::atomic<bool> refused_by_clock_ = false;
  std::atomic<std::uint64_t> rejected_ = 0;  // since the queue was empty
};

}  // namespace pledgebook::ledger
