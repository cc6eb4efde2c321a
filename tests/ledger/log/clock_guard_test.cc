// SPDX-License-Identifier: Apache-2.0
// The sequencer and the machine's clock.
#include "ledger/log/clock_guard.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <variant>

#include "ledger/log/sequencer.h"
#include "tests/support/kept_journal.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;
using support::FakeClock;
using support::LedgerBuilder;
using support::TemporaryDirectory;

void expect_accepted(const Answer& answer) {
  EXPECT_TRUE(std::holds_alternative<Accepted>(answer)) << support::text_of(answer);
}

// A ledger of some records, with the clock at the time of the last record.
struct TimedLedger {
  TemporaryDirectory directory;
  FakeClock clock;
  LedgerBuilder builder = support::small_ledger(4);
  std::unique_ptr<Store> store = support::make_store(directory.path() / "ledger");
  std::size_t sent = 0;

  Answer send_next(Sequencer& sequencer) {
    return support::send(sequencer, builder.statements().at(sent++).signed_statement);
  }
};

TEST(SequencerClock, TimesNeverDecrease) {
  TimedLedger test;
  const auto sequencer = support::start_sequencer(*test.store, test.clock);
  const Answer first = test.send_next(*sequencer);
  test.clock.jump(-std::chrono::minutes(4));
  const Answer second = test.send_next(*sequencer);
  test.clock.advance(std::chrono::minutes(6));
  const Answer third = test.send_next(*sequencer);

  ASSERT_TRUE(std::holds_alternative<Accepted>(third)) << support::text_of(third);
  const RecordedAt begin = std::get<Accepted>(first).recorded_at;
  EXPECT_EQ(std::get<Accepted>(second).recorded_at, begin);
  EXPECT_EQ(std::get<Accepted>(third).recorded_at, begin + std::chrono::minutes(2));
}

TEST(SequencerClock, AJumpIsUnavailableUntilItIsSetRight) {
  for (const int minutes : {-6, 6, 600'000}) {
    TimedLedger test;
    const auto sequencer = support::start_sequencer(*test.store, test.clock);
    expect_accepted(test.send_next(*sequencer));
    test.clock.jump(std::chrono::minutes(minutes));

    const Answer wrong = test.send_next(*sequencer);
    test.clock.jump(-std::chrono::minutes(minutes));
    --test.sent;
    const Answer right = test.send_next(*sequencer);

    EXPECT_TRUE(std::holds_alternative<Unavailable>(wrong)) << support::text_of(wrong);
    expect_accepted(right);
  }
}

TEST(SequencerClock, AMachineThatSleptHasNotJumped) {
  TimedLedger test;
  const auto sequencer = support::start_sequencer(*test.store, test.clock);
  expect_accepted(test.send_next(*sequencer));

  test.clock.sleep(std::chrono::hours(9));

  expect_accepted(test.send_next(*sequencer));
}

TEST(SequencerClock, ManySmallStepsAreOneJump) {
  TimedLedger test;
  const auto sequencer = support::start_sequencer(*test.store, test.clock);
  test.clock.jump(std::chrono::minutes(4));
  expect_accepted(test.send_next(*sequencer));
  test.clock.jump(std::chrono::minutes(4));

  const Answer second = test.send_next(*sequencer);

  EXPECT_TRUE(std::holds_alternative<Unavailable>(second)) << support::text_of(second);
}

TEST(SequencerClock, AJumpIsTakenWhereATimeServerIsFollowed) {
  TimedLedger test;
  const auto sequencer = support::start_sequencer(*test.store, test.clock);
  test.clock.synchronise();

  test.clock.jump(std::chrono::hours(3));

  expect_accepted(test.send_next(*sequencer));
  test.clock.advance(std::chrono::hours(3));
  expect_accepted(test.send_next(*sequencer));
}

TEST(SequencerClock, SaysWhyItRefusesOnceAndThatItGoesOn) {
  TimedLedger test;
  support::KeptJournal journal;
  const auto sequencer = support::start_sequencer(*test.store, test.clock, {}, journal);
  expect_accepted(test.send_next(*sequencer));
  EXPECT_EQ(sequencer->condition(), "");
  test.clock.jump(std::chrono::minutes(6));
  for (int i = 0; i < 3; ++i) {
    test.clock.advance(std::chrono::seconds(1));
    const Answer answer = test.send_next(*sequencer);
    EXPECT_EQ(support::text_of(answer), sequencer->condition()) << "the same each time";
    --test.sent;
  }
  EXPECT_NE(sequencer->condition().find("has jumped to"), std::string::npos);
  EXPECT_TRUE(sequencer->counters().refused_by_clock);
  test.clock.jump(-std::chrono::minutes(6));
  expect_accepted(test.send_next(*sequencer));

  EXPECT_EQ(sequencer->condition(), "");
  EXPECT_FALSE(sequencer->counters().refused_by_clock);
  EXPECT_EQ(journal.count("clock_refused"), 1U);
  EXPECT_EQ(journal.count("clock_accepted"), 1U);
}

TEST(SequencerClock, StartsOnlyWhenTheClockCanBeRight) {
  TimedLedger test;
  {
    const auto sequencer = support::start_sequencer(*test.store, test.clock);
    expect_accepted(test.send_next(*sequencer));
  }
  const auto starts = [&test](std::chrono::milliseconds jump, bool accept) {
    test.clock.jump(jump);
    fs::remove(test.store->directory() / "SERVED");
    const auto sequencer = Sequencer::start(*test.store, test.clock, support::silent_journal(),
                                            {.accept_clock = accept});
    test.clock.jump(-jump);
    EXPECT_TRUE(sequencer.has_value() || sequencer.error().code == Errc::clock);
    return sequencer.has_value();
  };
  using std::chrono::days;
  using std::chrono::minutes;
  using std::chrono::seconds;

  EXPECT_TRUE(starts(days(30), false));
  EXPECT_FALSE(starts(days(30) + seconds(1), false));
  EXPECT_TRUE(starts(days(30) + seconds(1), true));
  EXPECT_TRUE(starts(-minutes(5), false));
  EXPECT_FALSE(starts(-minutes(5) - seconds(1), false));
  EXPECT_TRUE(starts(-minutes(5) - seconds(1), true));
}

TEST(SequencerClock, StartsAfterAQuietMonthWhereTheClockIsVouchedFor) {
  TimedLedger test;
  {
    const auto sequencer = support::start_sequencer(*test.store, test.clock);
    expect_accepted(test.send_next(*sequencer));
  }
  const fs::path directory = test.store->directory();
  const auto starts = [&test] {
    return Sequencer::start(*test.store, test.clock, support::silent_journal(), {}).has_value();
  };
  test.clock.advance(std::chrono::days(50));
  EXPECT_FALSE(starts());
  ASSERT_TRUE(write_served(directory, test.clock.now() - std::chrono::days(29)).has_value());
  EXPECT_TRUE(starts());
  test.clock.advance(std::chrono::days(2));
  EXPECT_FALSE(starts());
  ASSERT_TRUE(write_served(directory, test.clock.now() + std::chrono::days(1)).has_value());
  EXPECT_FALSE(starts()) << "it comes from a clock that was wrong";

  test.clock.synchronise();

  EXPECT_TRUE(starts());
}

TEST(SequencerClock, WritesNothingWhileTheClockIsFarBehindTheLastRecord) {
  TimedLedger test;
  {
    const auto sequencer = support::start_sequencer(*test.store, test.clock);
    expect_accepted(test.send_next(*sequencer));
  }
  test.clock.jump(-std::chrono::minutes(6));
  const auto sequencer = support::start_sequencer(*test.store, test.clock, {.accept_clock = true});

  const Answer behind = test.send_next(*sequencer);
  test.clock.advance(std::chrono::minutes(2));
  --test.sent;
  const Answer near = test.send_next(*sequencer);

  EXPECT_TRUE(std::holds_alternative<Unavailable>(behind)) << support::text_of(behind);
  expect_accepted(near);
}

}  // namespace
}  // namespace pledgebook::ledger
