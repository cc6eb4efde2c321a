// SPDX-License-Identifier: Apache-2.0
// Clock: the ledger's own time, an argument everywhere it is needed, so that tests bring their own.
#pragma once

#include <chrono>

#include "ledger/domain/values/timestamp.h"

namespace pledgebook::ledger {

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  [[nodiscard]] virtual RecordedAt now() const = 0;  // UTC, by the machine
  [[nodiscard]] virtual std::chrono::steady_clock::time_point monotonic() const = 0;  // never set
};

// Any thread.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] RecordedAt now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
  }
  [[nodiscard]] std::chrono::steady_clock::time_point monotonic() const override {
    return std::chrono::steady_clock::now();
  }
};

}  // namespace pledgebook::ledger
