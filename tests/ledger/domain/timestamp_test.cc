// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/values/timestamp.h"

#include <gtest/gtest.h>

#include <string>

namespace pledgebook::ledger {
namespace {

using namespace std::chrono_literals;

// A calendar of its own: the day after, as people count.
struct Day {
  int year;
  int month;
  int day;

  [[nodiscard]] int days_in_month() const {
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : kDays[month - 1];
  }
  void next() {
    if (++day <= days_in_month()) return;
    day = 1;
    if (++month <= 12) return;
    month = 1;
    ++year;
  }
  [[nodiscard]] std::string text() const {
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return std::to_string(year) + "-" + two(month) + "-" + two(day);
  }
};

TEST(Dates, RoundTripEveryDayFrom1583To2400) {
  Day day{1583, 1, 1};
  const auto first = parse_date("1583-01-01");
  ASSERT_TRUE(first);
  for (Date date = *first; day.year <= 2400; date += std::chrono::days{1}, day.next()) {
    ASSERT_EQ(to_text(date), day.text());
    ASSERT_EQ(parse_date(day.text()), date) << day.text();
  }
}

TEST(Dates, AreOnTheCalendar) {
  for (const char* text : {"2026-02-29", "2100-02-29", "2026-04-31", "2026-00-10", "2026-13-10",
                           "2026-01-00", "2026-01-32", "0000-01-01"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
  EXPECT_TRUE(parse_date("2000-02-29"));
  EXPECT_TRUE(parse_date("0001-01-01"));
  EXPECT_TRUE(parse_date("9999-12-31"));
}

TEST(Dates, HaveOneForm) {
  for (const char* text : {"", "2026-1-01", "2026-01-1", "20260101", "2026/01/01", "26-01-01",
                           "2026-01-01 ", " 2026-01-01", "2026-01-01T", "+2026-01-01", "-026-01-01",
                           "2026-01-0a", "２０２６-01-01"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Instants, RoundTripEverySecondOfADay) {
  const Instant midnight = *parse_instant("2024-02-29T00:00:00Z");
  for (Instant instant = midnight; instant < midnight + 24h; instant += 1s) {
    ASSERT_EQ(parse_instant(to_text(instant)), instant);
  }
}

TEST(Instants, HaveOneForm) {
  for (const char* text : {"2026-05-20T24:00:00Z", "2026-05-20T10:60:00Z", "2026-05-20T10:00:60Z",
                           "2026-05-20t10:00:00Z", "2026-05-20T10:00:00z", "2026-05-20 10:00:00Z",
                           "2026-05-20T10:00:00", "2026-05-20T10:00:00+00:00",
                           "2026-05-20T10:00:00.0Z", "2026-05-20T10:00Z", "2026-05-20T1:00:00Z",
                           "2026-05-20T-1:00:00Z", "2026-05-20", "2026-02-30T10:00:00Z", ""}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(Instants, AreCountedFrom1970) {
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00Z")->time_since_epoch(), 0s);
  EXPECT_EQ(parse_instant("1969-12-31T23:59:59Z")->time_since_epoch(), -1s);
  EXPECT_EQ(parse_instant("2026-11-21T10:00:00Z")->time_since_epoch(), 1795255200s);
}

TEST(Instants, BelongToTheirDay) {
  EXPECT_EQ(to_text(date_of(*parse_instant("2026-11-21T23:59:59Z"))), "2026-11-21");
  EXPECT_EQ(to_text(date_of(*parse_instant("1969-12-31T23:59:59Z"))), "1969-12-31");
}

TEST(RecordedAtText, HasMilliseconds) {
  const RecordedAt recorded_at = *parse_instant("2026-11-21T10:00:00Z");

  EXPECT_EQ(to_text(recorded_at + 7ms), "2026-11-21T10:00:00.007Z");
  EXPECT_EQ(to_text(recorded_at - 1ms), "2026-11-21T09:59:59.999Z");
}

}  // namespace
}  // namespace pledgebook::ledger
