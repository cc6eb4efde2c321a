// SPDX-License-Identifier: Apache-2.0
// What two pledges have in common: the reasons as a table, and what holds of any ranking.
#include "projections/query/likeness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace pledgebook::projections {
namespace {

ledger::ItemId item(std::string_view id) { return *ledger::ItemId::parse(id); }
ledger::Country country(std::string_view iso3) { return *ledger::Country::parse(iso3); }

std::vector<ledger::ItemId> items(const std::vector<std::string_view>& ids) {
  std::vector<ledger::ItemId> all;
  for (const std::string_view id : ids) all.push_back(item(id));
  return all;
}

// A pledge that has nothing in common with another of another focus area.
Facts facts(std::string_view area, const std::vector<std::string_view>& countries = {},
            const std::vector<std::string_view>& units = {}) {
  Facts made;
  made.focus_area = item(area);
  for (const std::string_view iso3 : countries) made.countries.push_back({country(iso3), {}});
  for (const std::string_view unit : units) made.targets.push_back({std::string(unit), {}, {}});
  return made;
}

Likeness alone(const Facts& one, const Facts& other) { return likeness_of(one, other, {}, 100); }

TEST(Likeness, GivesEachReason) {
  Facts island = facts("access", {"FJI", "TON"}, {"Schools", "people"});
  island.secondary_focus_areas = items({"adoption"});
  island.sdgs = items({"4", "9"});
  island.beneficiaries = items({"youth"});
  Facts company = facts("access", {"KEN", "FJI"}, {"schools"});
  company.sdgs = items({"9"});
  company.beneficiaries = items({"youth", "women-and-girls"});

  const Likeness likeness =
      likeness_of(island, company, {{"island", 40}, {"schools", 1}, {"masts", 5}}, 100);

  EXPECT_EQ(likeness.countries, std::vector{country("FJI")});
  EXPECT_EQ(likeness.focus_area, item("access"));
  EXPECT_EQ(likeness.related_area, std::nullopt);
  EXPECT_EQ(likeness.units, std::vector<std::string>{"schools"});
  EXPECT_EQ(likeness.sdgs, items({"9"}));
  EXPECT_EQ(likeness.beneficiaries, items({"youth"}));
  EXPECT_EQ(likeness.words, (std::vector<std::string>{"schools", "masts", "island"}));
}

TEST(Likeness, OfAreasIsTheirsOrThatOfOneAmongTheOthersSecondaryOnes) {
  Facts both = facts("adoption");
  both.secondary_focus_areas = items({"access"});
  EXPECT_EQ(alone(facts("access"), facts("access")).focus_area, item("access"));
  EXPECT_EQ(alone(facts("access"), both).related_area, item("access"));
  EXPECT_EQ(alone(both, facts("access")).related_area, item("access"));
  EXPECT_EQ(alone(facts("access"), facts("adoption")).related_area, std::nullopt);
}

struct Weighed {
  std::string_view what;
  Facts one;
  Facts other;
  std::vector<SharedWord> words;
  bool is_suggested;
};

TEST(Likeness, IsEnoughForASuggestionOrNot) {
  const std::vector<Weighed> table{
      {"a country", facts("access", {"FJI"}), facts("adoption", {"FJI"}), {}, true},
      {"an area", facts("access"), facts("access"), {}, false},
      {"an area and what is counted",
       facts("access", {}, {"sites"}),
       facts("access", {"KEN"}, {"Sites"}),
       {},
       true},
      {"what is counted",
       facts("access", {}, {"people"}),
       facts("adoption", {}, {"people"}),
       {},
       false},
      {"an area and a rare word", facts("access"), facts("access"), {{"submarine", 1}}, true},
      {"an area and a frequent word", facts("access"), facts("access"), {{"digital", 25}}, false},
      {"frequent words", facts("access"), facts("adoption"), {{"a", 25}, {"b", 25}}, false},
      {"nothing", facts("access", {"KEN"}), facts("adoption", {"FJI"}), {}, false},
  };
  for (const Weighed& row : table) {
    const Likeness likeness = likeness_of(row.one, row.other, row.words, 100);
    EXPECT_EQ(likeness.weight >= kSuggestionWeightMin, row.is_suggested)
        << row.what << ": " << likeness.weight;
  }
}

Facts random_facts(std::mt19937& random) {
  constexpr std::array<std::string_view, 3> kAreas{"access", "adoption", "value-creation"};
  constexpr std::array<std::string_view, 5> kCountries{"FJI", "KEN", "TON", "TUV", "WSM"};
  constexpr std::array<std::string_view, 3> kUnits{"schools", "people", "sites"};
  Facts made = facts(kAreas[random() % 3]);
  const auto some = [&](const auto& from, auto add) {
    for (const std::string_view each : from) {
      if (random() % 3 == 0) add(each);
    }
  };
  some(kAreas, [&](std::string_view id) { made.secondary_focus_areas.push_back(item(id)); });
  some(kCountries, [&](std::string_view id) { made.countries.push_back({country(id), {}}); });
  some(kUnits, [&](std::string_view id) { made.targets.push_back({std::string(id), {}, {}}); });
  some(kUnits, [&](std::string_view id) { made.sdgs.push_back(item(id)); });
  some(kUnits, [&](std::string_view id) { made.beneficiaries.push_back(item(id)); });
  return made;
}

TEST(Likeness, IsTheSameFromEitherSide) {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    const Facts one = random_facts(random);
    const Facts other = random_facts(random);
    EXPECT_EQ(alone(one, other), alone(other, one));
  }
}

TEST(Likeness, NeverWeighsLessForOneMoreReason) {
  std::mt19937 random(12);
  for (int round = 0; round < 500; ++round) {
    const Facts one = random_facts(random);
    const Facts other = random_facts(random);
    const int before = alone(one, other).weight;
    Facts more = one;
    Facts of_both = other;
    switch (random() % 4) {
      case 0:
        more.countries.push_back({country("NRU"), {}});
        of_both.countries.push_back({country("NRU"), {}});
        break;
      case 1:
        more.targets.push_back({"masts", {}, {}});
        of_both.targets.push_back({"masts", {}, {}});
        break;
      case 2:
        more.sdgs.push_back(item("x"));
        of_both.sdgs.push_back(item("x"));
        break;
      default:
        more.beneficiaries.push_back(item("x"));
        of_both.beneficiaries.push_back(item("x"));
    }
    EXPECT_GE(alone(more, of_both).weight, before);
    EXPECT_GE(likeness_of(one, other, {{"word", random() % 100}}, 100).weight, before);
  }
}

Suggestion suggestion(std::size_t number, int weight) {
  Suggestion made{.pledge = *ledger::PledgeId::parse("p-" + std::to_string(number)),
                  .ordinal = Ordinal{number},
                  .likeness = {}};
  made.likeness.weight = weight;
  return made;
}

TEST(Ranking, PutsTheLikeliestFirstInWhateverOrderTheyCome) {
  std::mt19937 random(13);
  for (int round = 0; round < 200; ++round) {
    std::vector<Suggestion> all;
    const std::size_t count = random() % 60;
    for (std::size_t i = 0; i < count; ++i)
      all.push_back(suggestion(i, static_cast<int>(random() % 120)));
    const auto enough = static_cast<std::size_t>(std::ranges::count_if(
        all, [](const Suggestion& each) { return each.likeness.weight >= kSuggestionWeightMin; }));
    const std::vector<Suggestion> first = ranked(all);
    std::ranges::shuffle(all, random);
    const std::vector<Suggestion> second = ranked(all);

    EXPECT_EQ(first.size(), std::min(enough, kSuggestionsMax));
    EXPECT_TRUE(std::ranges::is_sorted(
        first, std::greater(), [](const Suggestion& each) { return each.likeness.weight; }));
    ASSERT_EQ(first.size(), second.size());
    for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(first[i].pledge, second[i].pledge);
    // Ranking in parts gives the same: what falls out of a part falls out of all.
    std::vector<Suggestion> half(all.begin(), all.begin() + std::ptrdiff_t(count / 2));
    std::vector<Suggestion> parts = ranked(std::move(half));
    parts.insert(parts.end(), all.begin() + std::ptrdiff_t(count / 2), all.end());
    const std::vector<Suggestion> joined = ranked(std::move(parts));
    ASSERT_EQ(first.size(), joined.size());
    for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(first[i].pledge, joined[i].pledge);
  }
}

}  // namespace
}  // namespace pledgebook::projections
