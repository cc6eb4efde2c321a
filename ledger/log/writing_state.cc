// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/writing_state.h"

#include <utility>

namespace pledgebook::ledger {

std::string WritingState::condition() const {
  const std::lock_guard lock(mutex_);
  return reason_;
}

void WritingState::end(std::string_view event, std::string_view reason) {
  {
    const std::lock_guard lock(mutex_);
    if (read_only_) return;
    read_only_ = true;
    refused_by_clock_ = false;
    reason_ = reason;
  }
  journal_.error(event, reason);
  journal_.error("read_only", "no statements are accepted until a restart");
}

void WritingState::refuse_by_clock(std::string_view reason) {
  {
    const std::lock_guard lock(mutex_);
    if (read_only_ || refused_by_clock_) return;
    refused_by_clock_ = true;
    reason_ = reason;
  }
  journal_.error("clock_refused", reason);
}

void WritingState::accept_clock() {
  if (!refused_by_clock_) return;
  {
    const std::lock_guard lock(mutex_);
    refused_by_clock_ = false;
    reason_.clear();
  }
  journal_.info("clock_accepted", "the machine's clock is right again: statements are accepted");
}

void WritingState::reject_one() {
  if (rejected_++ > 0) return;
  journal_.warning("queue_full", "the queue is full: more statements are rejected");
}

void WritingState::end_rejecting() {
  if (rejected_ == 0) return;
  const std::uint64_t rejected = rejected_.exchange(0);
  journal_.info("queue_empty", "the queue is empty again", {{"rejected", rejected}});
}

}  // namespace pledgebook::ledger
