// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/values/timestamp.h"

#include <fmt/format.h>

namespace pledgebook::ledger {
namespace {

// The number in `text`, which must have decimal digits only; otherwise -1.
int digits(std::string_view text) noexcept {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  const int day = digits(text.substr(8, 2));
  if (year < 1 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Date{date};
}

std::optional<Instant> parse_instant(std::string_view text) noexcept {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text[19] != 'Z') {
    return std::nullopt;
  }
  const auto date = parse_date(text.substr(0, 10));
  const int hour = digits(text.substr(11, 2));
  const int minute = digits(text.substr(14, 2));
  const int second = digits(text.substr(17, 2));
  if (!date || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
    return std::nullopt;
  }
  return Instant{*date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second};
}

std::string to_text(Date date) {
  const std::chrono::year_month_day ymd{date};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::string to_text(Instant instant) {
  const Date date = date_of(instant);
  const std::chrono::hh_mm_ss time{instant - date};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_text(date), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

std::string to_text(RecordedAt recorded_at) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(recorded_at);
  std::string text = to_text(seconds);
  text.pop_back();
  return fmt::format("{}.{:03}Z", text, (recorded_at - seconds).count());
}

}  // namespace pledgebook::ledger
