// SPDX-License-Identifier: Apache-2.0
#include "cli/import/import_schedule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <set>

namespace pledgebook::cli {
namespace {

using Line = ImportSchedule::Line;
using Lines = std::vector<Line>;

ledger::StreamId stream(std::string_view name) { return *ledger::StreamId::parse(name); }

TEST(ImportSchedule, LetsLinesOfOneStreamGoOneByOne) {
  ImportSchedule schedule;
  const std::vector subjects{stream("pledge/a")};

  EXPECT_TRUE(schedule.add(1, subjects));
  EXPECT_FALSE(schedule.add(2, subjects));
  EXPECT_FALSE(schedule.add(3, subjects));
  EXPECT_EQ(schedule.finish(1), Lines{2});
  EXPECT_EQ(schedule.finish(2), Lines{3});
  EXPECT_TRUE(schedule.add(4, {stream("pledge/b")}));
}

TEST(ImportSchedule, LetsReadersOfOneSubjectGoTogether) {
  ImportSchedule schedule;

  EXPECT_TRUE(schedule.add(1, {stream("pledge/a"), stream("governance")}));
  EXPECT_TRUE(schedule.add(2, {stream("pledge/b"), stream("governance")}));
}

TEST(ImportSchedule, HoldsAChangeUntilEarlierReadersAreDone) {
  ImportSchedule schedule;
  EXPECT_TRUE(schedule.add(1, {stream("pledge/a"), stream("governance")}));
  EXPECT_TRUE(schedule.add(2, {stream("pledge/b"), stream("governance")}));

  EXPECT_FALSE(schedule.add(3, {stream("governance")}));
  EXPECT_FALSE(schedule.add(4, {stream("pledge/c"), stream("governance")}));
  EXPECT_EQ(schedule.finish(2), Lines{});
  EXPECT_EQ(schedule.finish(1), Lines{3});
  EXPECT_EQ(schedule.finish(3), Lines{4});
  EXPECT_EQ(schedule.finish(4), Lines{});
  EXPECT_EQ(schedule.size(), 0U);
}

TEST(ImportSchedule, WaitsForALineThatStandsUnderSeveralSubjectsOnce) {
  ImportSchedule schedule;
  EXPECT_TRUE(schedule.add(1, {stream("keys/x"), stream("party/x")}));
  EXPECT_FALSE(schedule.add(2, {stream("party/x"), stream("keys/x")}));

  EXPECT_EQ(schedule.finish(1), Lines{2});
}

// Lines that are ready finish in any order; two conflicting lines never change their order, and
// every line is sent in the end.
TEST(ImportSchedule, KeepsTheOrderOfAllThatConflicts) {
  std::mt19937 random(20261121);
  for (int round = 0; round < 200; ++round) {
    ImportSchedule schedule;
    std::vector<std::vector<ledger::StreamId>> lines(40);
    std::set<Line> ready;
    std::vector<Line> order;
    const auto finish_one = [&] {
      auto chosen = ready.begin();
      std::advance(chosen, static_cast<std::ptrdiff_t>(random() % ready.size()));
      const Line line = *chosen;
      ready.erase(chosen);
      order.push_back(line);
      for (const Line next : schedule.finish(line)) ready.insert(next);
    };
    for (Line line = 0; line < lines.size(); ++line) {
      std::set<std::string> names;
      while (names.size() < 1 + random() % 3)
        names.insert("pledge/" + std::to_string(random() % 6));
      for (const std::string& name : names) lines[line].push_back(stream(name));
      std::shuffle(lines[line].begin(), lines[line].end(), random);
      if (schedule.add(line + 1, lines[line])) ready.insert(line + 1);
      if (!ready.empty() && random() % 2 == 0) finish_one();
    }
    while (!ready.empty()) finish_one();

    ASSERT_EQ(order.size(), lines.size());
    std::map<Line, std::size_t> place;
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    for (Line a = 0; a < lines.size(); ++a) {
      for (Line b = a + 1; b < lines.size(); ++b) {
        const auto reads = [](const auto& subjects, const ledger::StreamId& changed) {
          return std::ranges::find(subjects, changed) != subjects.end();
        };
        const bool conflict = reads(lines[b], lines[a][0]) || reads(lines[a], lines[b][0]);
        if (conflict) {
          ASSERT_LT(place[a + 1], place[b + 1]);
        }
      }
    }
  }
}

TEST(ImportSchedule, ForgetsReadersThatAreDone) {
  ImportSchedule schedule;
  for (Line line = 1; line <= 10'000; ++line) {
    ASSERT_TRUE(
        schedule.add(line, {stream("pledge/" + std::to_string(line)), stream("governance")}));
    ASSERT_EQ(schedule.finish(line), Lines{});
  }
  EXPECT_TRUE(schedule.add(10'001, {stream("governance")}));
}

}  // namespace
}  // namespace pledgebook::cli
