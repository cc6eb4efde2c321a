// SPDX-License-Identifier: Apache-2.0
// ClockGuard: keeps wrong times out of the records. Their times never decrease, so one wrong year
// would be permanent (docs/decisions/0018-clock.md).
//
// Threads: one at a time.
#pragma once

#include <chrono>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>

#include "ledger/clock.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

inline constexpr std::chrono::minutes kClockToleranceMax{5};
inline constexpr std::chrono::days kClockGapMax{30};

// Whether writing may start: the clock is at most 5 minutes behind the last record, and at most 30
// days ahead of both it and `served`, or the operating system says that it follows a time server.
// `last` is nothing for an empty log. Else Errc::clock.
[[nodiscard]] Result<void> check_clock_at_start(const Clock& clock, std::optional<RecordedAt> last,
                                                std::optional<RecordedAt> served);

// When the ledger in the directory was last open for writing with an accepted clock. The file is
// written hourly, so that a quiet month does not look like a wrong clock. Nothing if it can't be
// read.
[[nodiscard]] std::optional<RecordedAt> read_served(const std::filesystem::path& directory);
[[nodiscard]] Result<void> write_served(const std::filesystem::path& directory, RecordedAt now);

class ClockGuard {
 public:
  // The clock outlives the guard.
  explicit ClockGuard(const Clock& clock);

  // The time for the records of a batch, never before `last`; or a sentence that says why there is
  // none: the clock is more than 5 minutes behind `last`, or differs from its value at the start
  // plus the time that has passed since, sleep included. In the second case a clock that follows a
  // time server is accepted.
  [[nodiscard]] std::expected<RecordedAt, std::string> time_after(RecordedAt last);

 private:
  const Clock& clock_;
  // Both times are from the start, so that many small steps count as one large one.
  RecordedAt wall_;
  std::chrono::milliseconds boot_;
};

}  // namespace pledgebook::ledger
