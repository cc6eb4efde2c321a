// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/clock_guard.h"

#include <fmt/format.h>

#include <algorithm>

namespace pledgebook::ledger {

Result<void> check_clock_at_start(RecordedAt now, std::optional<RecordedAt> last) {
  if (!last) return {};
  if (*last > now + kClockToleranceMax) {
    return std::unexpected(
        Error{Errc::clock, fmt::format("the machine's clock says {}, but the last record is of {}: "
                                       "set the clock right, or wait until it is later than that",
                                       to_text(now), to_text(*last))});
  }
  if (now > *last + kClockGapMax) {
    return std::unexpected(Error{
        Errc::clock,
        fmt::format("the machine's clock says {}, but the last record is of {}, more than 30 days "
                    "before: set the clock right, or, if it is right, start with --accept-clock",
                    to_text(now), to_text(*last))});
  }
  return {};
}

ClockGuard::ClockGuard(const Clock& clock)
    : clock_(clock), wall_(clock.now()), monotonic_(clock.monotonic()) {}

std::expected<RecordedAt, std::string> ClockGuard::time_after(RecordedAt last) {
  const RecordedAt now = clock_.now();
  const auto monotonic = clock_.monotonic();
  const auto expected =
      wall_ + std::chrono::duration_cast<std::chrono::milliseconds>(monotonic - monotonic_);
  if (now > expected + kClockToleranceMax || now < expected - kClockToleranceMax) {
    return std::unexpected(
        fmt::format("the machine's clock has jumped to {} from about {}: set it right, or, if it "
                    "is right, restart the server",
                    to_text(now), to_text(expected)));
  }
  if (now + kClockToleranceMax < last) {
    return std::unexpected(
        fmt::format("the machine's clock says {}, but the last record is of {}: set it right",
                    to_text(now), to_text(last)));
  }
  wall_ = now;
  monotonic_ = monotonic;
  return std::max(now, last);
}

}  // namespace pledgebook::ledger
