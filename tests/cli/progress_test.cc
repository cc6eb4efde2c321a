// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/progress.h"

#include <gtest/gtest.h>

namespace pledgebook::cli {
namespace {

ProgressState half_way() {
  ProgressState state;
  state.verb = "importing";
  state.noun = "lines";
  state.done = 50;
  state.total = 100;
  state.count = 12'345;
  state.elapsed = std::chrono::seconds(10);
  return state;
}

TEST(Progress, ShowsShareRateAndTimeLeft) {
  EXPECT_EQ(progress_bar(half_way(), 79),
            "importing  50 % [==============>             ] 12,345 lines  1,234/s  0:10 left");
  EXPECT_EQ(progress_line(half_way()), "importing: 12,345 lines, 50 %, 1,234/s, 0:10 left");
}

TEST(Progress, FitsEveryWidth) {
  for (std::size_t columns = 1; columns <= 200; ++columns) {
    EXPECT_LE(display_columns(progress_bar(half_way(), columns)), columns);
  }
}

TEST(Progress, LeavesTheBarOutWhereThereIsNoRoom) {
  EXPECT_EQ(progress_bar(half_way(), 50), "importing  50 % 12,345 lines  1,234/s  0:10 left");
}

TEST(Progress, SaysNoShareOfAnUnknownWhole) {
  ProgressState state = half_way();
  state.total.reset();

  EXPECT_EQ(progress_line(state), "importing: 12,345 lines, 1,234/s");
}

TEST(Progress, GuessesNoRateAtTheBeginning) {
  ProgressState state = half_way();
  state.elapsed = std::chrono::milliseconds(100);

  EXPECT_EQ(progress_line(state), "importing: 12,345 lines, 50 %");
}

TEST(Progress, OfNothingIsDone) {
  ProgressState state = half_way();
  state.done = 0;
  state.total = 0;

  EXPECT_NE(progress_line(state).find("100 %"), std::string::npos);
}

TEST(Progress, WritesDurations) {
  EXPECT_EQ(duration_text(std::chrono::seconds(7)), "0:07");
  EXPECT_EQ(duration_text(std::chrono::seconds(750)), "12:30");
  EXPECT_EQ(duration_text(std::chrono::seconds(11'100)), "3:05:00");
}

}  // namespace
}  // namespace pledgebook::cli
