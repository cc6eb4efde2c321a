// SPDX-License-Identifier: Apache-2.0
// DaysOnEarth: which days it is at a time, somewhere: a report made in Fiji may end on a day that
// has not begun in UTC, and an end has passed once its day is over everywhere (domain.md).
#pragma once

#include <chrono>

#include "ledger/domain/values/timestamp.h"

namespace pledgebook::ledger {

// Where days begin first, UTC+14.
[[nodiscard]] inline Date latest_day(RecordedAt time) noexcept {
  return date_of(time + std::chrono::hours(14));
}
// Where days end last, UTC-12: those before it are over everywhere.
[[nodiscard]] inline Date earliest_day(RecordedAt time) noexcept {
  return date_of(time - std::chrono::hours(12));
}

}  // namespace pledgebook::ledger
