// SPDX-License-Identifier: Apache-2.0
#include "server/http/target.h"

#include <gtest/gtest.h>

#include <random>

namespace pledgebook::server {
namespace {

TEST(Target, SplitsPathAndQuery) {
  const auto target = parse_target("/api/v1/pledges?focus_area=access&q=two+words&page=");

  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, (std::vector<std::string>{"api", "v1", "pledges"}));
  EXPECT_EQ(target->query, (std::vector<QueryParameter>{
                               {"focus_area", "access"}, {"q", "two words"}, {"page", ""}}));
}

TEST(Target, UnescapesEachSegmentOnce) {
  const auto target = parse_target("/a%2Fb/%2525?%6eame=%C3%A9+%2B");

  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, (std::vector<std::string>{"a/b", "%25"}));
  EXPECT_EQ(target->query, (std::vector<QueryParameter>{{"name", "é +"}}));
}

TEST(Target, PlusInAPathIsAPlus) {
  const auto target = parse_target("/a+b");

  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, std::vector<std::string>{"a+b"});
}

TEST(Target, RefusesMalformedText) {
  for (const char* text : {"", "a", "*", "http://x/", "/%", "/%4", "/%zz", "/%00", "/%0a", "/%ff",
                           "/a?b=%", "/a?%g0=1", "/a?x=%80"}) {
    EXPECT_FALSE(parse_target(text)) << text;
  }
}

TEST(Target, RefusesMoreParametersThanTheLimit) {
  std::string text = "/a?";
  for (std::size_t i = 0; i < kQueryParametersMax; ++i) text += "x=1&";

  EXPECT_TRUE(parse_target(text));
  EXPECT_FALSE(parse_target(text + "x=1"));
}

TEST(Target, TakesAnyBytesWithoutHarm) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> byte(0, 255);
  std::uniform_int_distribution<std::size_t> length(0, 40);
  constexpr std::string_view kLikely = "/?&=%+aF0";
  for (int i = 0; i < 20'000; ++i) {
    std::string text = "/";
    for (std::size_t n = length(random); n > 0; --n) {
      const int c = byte(random);
      text.push_back(c % 2 == 0 ? kLikely[static_cast<std::size_t>(c) % kLikely.size()]
                                : static_cast<char>(c));
    }
    const auto target = parse_target(text);
    EXPECT_TRUE(!target || !target->path.empty());
  }
}

}  // namespace
}  // namespace pledgebook::server
