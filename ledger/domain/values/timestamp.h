// SPDX-License-Identifier: Apache-2.0
// Times and dates as statements write them: `YYYY-MM-DDThh:mm:ssZ` and `YYYY-MM-DD`, UTC, the
// proleptic Gregorian calendar, years 0001 to 9999, no leap seconds (docs/FORMAT.md, "Grammar").
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pledgebook::ledger {

using Instant = std::chrono::sys_seconds;                             // what a party states
using Date = std::chrono::sys_days;                                   // a day of the calendar, UTC
using RecordedAt = std::chrono::sys_time<std::chrono::milliseconds>;  // the ledger's own clock

[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text) noexcept;
[[nodiscard]] std::optional<Date> parse_date(std::string_view text) noexcept;

[[nodiscard]] std::string to_text(Instant instant);
[[nodiscard]] std::string to_text(Date date);
// With milliseconds: `YYYY-MM-DDThh:mm:ss.mmmZ`. For people and read models; never hashed.
[[nodiscard]] std::string to_text(RecordedAt recorded_at);

[[nodiscard]] inline Date date_of(Instant instant) noexcept {
  return std::chrono::floor<std::chrono::days>(instant);
}
[[nodiscard]] inline Date date_of(RecordedAt instant) noexcept {
  return std::chrono::floor<std::chrono::days>(instant);
}

// The year of the ledger's clock, UTC.
[[nodiscard]] inline std::int32_t year_of(RecordedAt instant) noexcept {
  return static_cast<int>(std::chrono::year_month_day(date_of(instant)).year());
}

}  // namespace pledgebook::ledger
