// SPDX-License-Identifier: Apache-2.0
// Incidents: a flood fills no disk, and nothing is left out of the count.
#include "server/http/incidents.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "tests/support/kept_journal.h"
#include "tests/support/test_log.h"

namespace pledgebook::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class ToldIncidents {
 public:
  std::string report(std::string_view code = "overloaded") {
    return incidents_.report({.event = "request_refused", .text = "too much", .code = code});
  }
  void let_pass(milliseconds span) {
    for (milliseconds passed{}; passed < span; passed += kSweepEvery) {
      clock_.advance(kSweepEvery);
      incidents_.sweep();
    }
  }
  void close() { incidents_.close(); }
  [[nodiscard]] std::size_t told() const { return journal_.entries().size(); }
  [[nodiscard]] std::string last() const { return journal_.entries().back().line; }

 private:
  static constexpr milliseconds kSweepEvery{250};
  support::FakeClock clock_;
  support::KeptJournal journal_;
  Incidents incidents_{journal_, clock_};
};

TEST(Incidents, TellTheFirstAtOnceAndTheOthersAsANumber) {
  ToldIncidents incidents;
  const std::string reference = incidents.report();
  EXPECT_EQ(incidents.told(), 1U);

  EXPECT_EQ(incidents.report(), reference);
  EXPECT_EQ(incidents.report(), reference);
  EXPECT_EQ(incidents.told(), 1U);
  incidents.let_pass(seconds(1));

  EXPECT_EQ(incidents.told(), 2U);
  EXPECT_NE(incidents.last().find("count=2"), std::string::npos) << incidents.last();
}

TEST(Incidents, TellOfAFloodOnceAMinute) {
  ToldIncidents incidents;
  for (int i = 0; i < 60 * 60 * 4; ++i) {  // of an hour
    (void)incidents.report();
    incidents.let_pass(milliseconds(250));
  }
  EXPECT_LE(incidents.told(), 70U);
  EXPECT_GE(incidents.told(), 60U);
}

TEST(Incidents, TellOfARegularOneOnceAMinute) {
  ToldIncidents incidents;
  for (int i = 0; i < 60 * 20; ++i) {  // each three seconds, an hour long
    (void)incidents.report();
    incidents.let_pass(seconds(3));
  }
  EXPECT_LE(incidents.told(), 70U);
}

TEST(Incidents, TellOfEachThatComesAfterAWhile) {
  ToldIncidents incidents;
  const std::string first = incidents.report();
  incidents.let_pass(seconds(2));
  const std::string second = incidents.report();
  EXPECT_NE(first, second);
  EXPECT_NE(incidents.last().find(second), std::string::npos) << incidents.last();
  EXPECT_EQ(incidents.told(), 2U);

  incidents.let_pass(minutes(1));
  const std::string third = incidents.report();
  incidents.let_pass(seconds(1));  // as at first
  const std::string fourth = incidents.report();
  EXPECT_NE(third, fourth);
  EXPECT_EQ(incidents.told(), 4U);
}

TEST(Incidents, TellOfEachKind) {
  ToldIncidents incidents;
  EXPECT_NE(incidents.report("overloaded"), incidents.report("stopping"));
  EXPECT_EQ(incidents.told(), 2U);
}

TEST(Incidents, LeaveNothingUntoldAtTheEnd) {
  ToldIncidents incidents;
  for (int i = 0; i < 8; ++i) (void)incidents.report();
  incidents.close();
  EXPECT_NE(incidents.last().find("count=7"), std::string::npos) << incidents.last();
}

}  // namespace
}  // namespace pledgebook::server
