// SPDX-License-Identifier: Apache-2.0
// Clock: the ledger's time. It is an argument wherever time is needed, so that tests pass their
// own.
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
  // For timeouts: never adjusted; may stop while the machine sleeps.
  [[nodiscard]] virtual std::chrono::steady_clock::time_point monotonic() const = 0;
  // Time since the machine was started, including sleep: never adjusted.
  [[nodiscard]] virtual std::chrono::milliseconds boot_time() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(monotonic().time_since_epoch());
  }
  // Whether the operating system says that `now` follows a time server.
  [[nodiscard]] virtual bool is_synchronised() const { return false; }
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
  [[nodiscard]] std::chrono::milliseconds boot_time() const override;
  [[nodiscard]] bool is_synchronised() const override;
};

}  // namespace pledgebook::ledger
