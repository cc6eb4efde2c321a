// SPDX-License-Identifier: Apache-2.0
// ClockGuard: keeps a wrong clock out of the records, whose times never decrease: one wrong year
// would be permanent.
//
// Threads: one at a time.
#pragma once

#include <chrono>
#include <expected>
#include <optional>
#include <string>

#include "ledger/clock.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

inline constexpr std::chrono::minutes kClockToleranceMax{5};
inline constexpr std::chrono::days kClockGapMax{30};

// Whether writing may start at all: the last record is not more than 30 days old, nor more than 5
// minutes in the future. `last` is nothing for an empty log. Else Errc::clock.
[[nodiscard]] Result<void> check_clock_at_start(RecordedAt now, std::optional<RecordedAt> last);

class ClockGuard {
 public:
  // The clock outlives the guard.
  explicit ClockGuard(const Clock& clock);

  // The time for the records of a batch, never below `last`; or, as a sentence, why there is none:
  // the clock stands more than 5 minutes behind `last`, or has jumped by more than that against the
  // monotonic clock since the last time that was given.
  [[nodiscard]] std::expected<RecordedAt, std::string> time_after(RecordedAt last);

 private:
  const Clock& clock_;
  RecordedAt wall_;
  std::chrono::steady_clock::time_point monotonic_;
};

}  // namespace pledgebook::ledger
