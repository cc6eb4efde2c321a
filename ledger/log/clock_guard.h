// SPDX-License-Identifier: Apache-2.0
// ClockGuard: keeps a wrong clock out of the records, whose times never decrease: one wrong year
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

// Whether writing may start at all: the clock is not more than 5 minutes behind the last record,
// nor more than 30 days ahead of both it and `served`, unless the operating system says that it
// follows a time server. `last` is nothing for an empty log. Else Errc::clock.
[[nodiscard]] Result<void> check_clock_at_start(const Clock& clock, std::optional<RecordedAt> last,
                                                std::optional<RecordedAt> served);

// When the ledger in the directory was last open for writing under a clock that was taken: a file
// that is written hourly, so that a quiet month does not look like a wrong clock. Nothing if it
// cannot be read.
[[nodiscard]] std::optional<RecordedAt> read_served(const std::filesystem::path& directory);
[[nodiscard]] Result<void> write_served(const std::filesystem::path& directory, RecordedAt now);

class ClockGuard {
 public:
  // The clock outlives the guard.
  explicit ClockGuard(const Clock& clock);

  // The time for the records of a batch, never below `last`; or, as a sentence, why there is none:
  // the clock stands more than 5 minutes behind `last`, or apart from where it stood at the start
  // plus the time that has passed since, sleep included. A clock that follows a time server is
  // taken in the second case.
  [[nodiscard]] std::expected<RecordedAt, std::string> time_after(RecordedAt last);

 private:
  const Clock& clock_;
  // One pair, of the start, so that many small steps are as far as one large one.
  RecordedAt wall_;
  std::chrono::milliseconds boot_;
};

}  // namespace pledgebook::ledger
