// SPDX-License-Identifier: Apache-2.0
// WritingState: whether the log takes statements, and if not, why; each change of it is said in the
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
  // The journal outlives this.
  explicit WritingState(Journal& journal) : journal_(journal) {}

  // Why no statements are taken now, as one sentence with the remedy; empty while they are.
  [[nodiscard]] std::string condition() const;
  [[nodiscard]] bool is_read_only() const noexcept { return read_only_; }
  [[nodiscard]] bool is_refused_by_clock() const noexcept { return refused_by_clock_; }

  // No statement is taken any more, until a restart. The first reason stays.
  void end(std::string_view event, std::string_view reason);
  // The clock can't be right. While it lasts the first sentence stays, so that it is told once.
  void refuse_by_clock(std::string_view reason);
  void accept_clock();

  // A candidate found the queue full.
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
