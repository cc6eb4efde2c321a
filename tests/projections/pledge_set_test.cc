// SPDX-License-Identifier: Apache-2.0
#include "projections/store/pledge_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

namespace pledgebook::projections {
namespace {

// A set of the standard library, and ours beside it.
struct Both {
  std::set<Ordinal> model;
  PledgeSet pledges;

  void insert(std::uint64_t ordinal) {
    model.insert(Ordinal{ordinal});
    pledges.insert(Ordinal{ordinal});
  }
  void erase(std::uint64_t ordinal) {
    model.erase(Ordinal{ordinal});
    pledges.erase(Ordinal{ordinal});
  }
};

std::vector<Ordinal> all_of(const std::set<Ordinal>& model) { return {model.begin(), model.end()}; }

Both random_set(std::mt19937& random, std::uint64_t below) {
  Both both;
  const std::size_t steps = random() % 3'000;
  for (std::size_t i = 0; i < steps; ++i) {
    const std::uint64_t ordinal = random() % below;
    if (random() % 4 == 0) {
      both.erase(ordinal);
    } else {
      both.insert(ordinal);
    }
  }
  return both;
}

TEST(PledgeSet, IsWhatASetOfTheStandardLibraryIs) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const std::uint64_t below = round % 2 == 0 ? 2'000 : 5'000'000;
    const Both one = random_set(random, below);
    const Both other = random_set(random, below);
    std::vector<Ordinal> common;
    std::ranges::set_intersection(one.model, other.model, std::back_inserter(common));
    std::vector<Ordinal> either;
    std::ranges::set_union(one.model, other.model, std::back_inserter(either));
    std::vector<Ordinal> rest;
    std::ranges::set_difference(one.model, other.model, std::back_inserter(rest));

    EXPECT_EQ(one.pledges.ordinals(), all_of(one.model));
    EXPECT_EQ(one.pledges.size(), one.model.size());
    EXPECT_EQ(one.pledges.empty(), one.model.empty());
    EXPECT_EQ(one.pledges.size_with(other.pledges), common.size());
    PledgeSet both = one.pledges;
    both &= other.pledges;
    EXPECT_EQ(both.ordinals(), common);
    PledgeSet united = one.pledges;
    united |= other.pledges;
    EXPECT_EQ(united.ordinals(), either);
    PledgeSet without = one.pledges;
    without -= other.pledges;
    EXPECT_EQ(without.ordinals(), rest);
  }
}

// A rebuild inserts in order, a server as pledges come: their rows must be equal.
TEST(PledgeSet, GivesTheSameBytesHoweverItWasMade) {
  std::mt19937 random(8);
  for (int round = 0; round < 60; ++round) {
    const Both both = random_set(random, round % 2 == 0 ? 6'000 : 300'000);
    const PledgeSet in_order = PledgeSet::of(both.pledges.ordinals());

    EXPECT_EQ(both.pledges.pack(), in_order.pack());
    const auto read = PledgeSet::unpack(both.pledges.pack());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->ordinals(), both.pledges.ordinals());
  }
}

TEST(PledgeSet, RefusesBytesThatAreCutOff) {
  PledgeSet pledges;
  for (std::uint64_t i = 0; i < 500; ++i) pledges.insert(Ordinal{i * 7});
  const std::string packed = pledges.pack();
  for (std::size_t length = 0; length < packed.size(); length += 13)
    EXPECT_FALSE(PledgeSet::unpack(std::string_view(packed).substr(0, length)));
}

}  // namespace
}  // namespace pledgebook::projections
