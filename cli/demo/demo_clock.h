// SPDX-License-Identifier: Apache-2.0
// DemoClock: the clock of a demonstration ledger while it is made. It shows the date of the
// statement that is written next, so that the ledger looks as if it had been kept since 2022.
#pragma once

#include <atomic>
#include <chrono>

#include "ledger/clock.h"

namespace pledgebook::cli {

// Any thread.
class DemoClock final : public ledger::Clock {
 public:
  void set(ledger::Instant now) { now_ = ledger::RecordedAt(now); }
  [[nodiscard]] ledger::RecordedAt now() const override { return now_; }
  [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override {
    return std::chrono::steady_clock::now();
  }
  // It jumps from date to date; a clock that follows a time server may.
  [[nodiscard]] bool is_synchronised() const override { return true; }

 private:
  std::atomic<ledger::RecordedAt> now_{};
};

}  // namespace pledgebook::cli
