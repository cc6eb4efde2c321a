// SPDX-License-Identifier: Apache-2.0
#include "cli/demo/demo_lines.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <set>
#include <string>

namespace pledgebook::cli {
namespace {

TEST(DemoLines, AreInTheOrderOfTheirTimes) {
  const auto lines = demo_lines();

  ASSERT_TRUE(lines) << lines.error().sentence;
  EXPECT_GT(lines->size(), 300U);
  EXPECT_TRUE(std::ranges::is_sorted(*lines, {}, &Draft::at));
}

TEST(DemoLines, NameStatementsThatComeBefore) {
  const auto lines = demo_lines();
  ASSERT_TRUE(lines) << lines.error().sentence;

  std::set<std::string> before;
  std::size_t named = 0;
  for (const Draft& line : *lines) {
    for (const auto& field : line.body) {
      const auto place = named_place(field.value());
      if (!place) continue;
      ++named;
      EXPECT_TRUE(before.contains(*place)) << demo_place(line) << " names " << *place;
    }
    before.insert(demo_place(line));
  }
  EXPECT_GT(named, 20U);
}

TEST(DemoLines, OnlyAStreamAndATimeNameAStatement) {
  const boost::json::object place{{"stream", "pledge/1"}, {"at", "2024-01-01T00:00:00Z"}};
  boost::json::object more = place;
  more["x"] = 1;

  EXPECT_EQ(named_place(place), "pledge/1 at 2024-01-01T00:00:00Z");
  EXPECT_EQ(named_place(more), std::nullopt);
  EXPECT_EQ(named_place(boost::json::object{{"amount", "1"}, {"currency", "USD"}}), std::nullopt);
  EXPECT_EQ(named_place("pledge/1"), std::nullopt);
}

}  // namespace
}  // namespace pledgebook::cli
