// SPDX-License-Identifier: Apache-2.0
#include "projections/query/likeness.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "projections/search/words.h"

namespace pledgebook::projections {
namespace {

// A country that both name is where people can meet; all else helps.
constexpr int kCountry = 40;
constexpr int kMoreCountry = 5;  // each further one
constexpr int kMoreCountriesMax = 3;
constexpr int kArea = 20;
constexpr int kRelatedArea = 10;
constexpr int kUnit = 15;
constexpr int kSdg = 5;
constexpr int kSdgsMax = 2;
constexpr int kBeneficiaries = 8;
constexpr int kRareWord = 12;
constexpr int kWord = 8;
constexpr int kFrequentWord = 4;
constexpr int kWordsWeightMax = 30;

// Those of `one` that `other` has too, in order.
template <class T>
std::vector<T> common(std::vector<T> one, std::vector<T> other) {
  std::ranges::sort(one);
  std::ranges::sort(other);
  std::vector<T> both;
  std::ranges::set_intersection(one, other, std::back_inserter(both));
  both.erase(std::ranges::unique(both).begin(), both.end());
  return both;
}

std::vector<ledger::Country> countries_of(const Facts& facts) {
  std::vector<ledger::Country> countries;
  for (const CountryFacts& country : facts.countries) countries.push_back(country.iso3);
  return countries;
}

// As members write them, compared without case and marks: "Schools" and "schools".
std::vector<std::string> units_of(const Facts& facts) {
  std::vector<std::string> units;
  for (const TargetFacts& target : facts.targets) {
    std::string unit;
    for (const Word& word : words_of(target.unit)) {
      if (!unit.empty()) unit += ' ';
      unit += word.folded;
    }
    if (!unit.empty()) units.push_back(std::move(unit));
  }
  return units;
}

std::optional<ledger::ItemId> related_area(const Facts& one, const Facts& other) {
  const auto has = [](const Facts& facts, const ledger::ItemId& area) {
    return std::ranges::find(facts.secondary_focus_areas, area) !=
           facts.secondary_focus_areas.end();
  };
  // Of two, the one that is the same from either side.
  std::optional<ledger::ItemId> found;
  if (has(other, one.focus_area)) found = one.focus_area;
  if (has(one, other.focus_area) && (!found || other.focus_area < *found)) found = other.focus_area;
  return found;
}

int weight_of(const SharedWord& word, std::size_t pledges) {
  constexpr std::size_t kRareOf = 50;
  constexpr std::size_t kFrequentOf = 10;
  constexpr std::size_t kFew = 2;  // of a small ledger, these two pledges alone
  if (word.pledges <= kFew || word.pledges * kRareOf <= pledges) return kRareWord;
  return word.pledges * kFrequentOf <= pledges ? kWord : kFrequentWord;
}

int weight_of(const std::vector<SharedWord>& words, std::size_t pledges) {
  int weight = 0;
  for (const SharedWord& word : words) weight += weight_of(word, pledges);
  return std::min(weight, kWordsWeightMax);
}

int weight_of(const Likeness& likeness) {
  int weight = 0;
  if (const auto countries = static_cast<int>(likeness.countries.size()); countries > 0)
    weight += kCountry + kMoreCountry * std::min(countries - 1, kMoreCountriesMax);
  if (likeness.focus_area) weight += kArea;
  if (likeness.related_area) weight += kRelatedArea;
  if (!likeness.units.empty()) weight += kUnit;
  weight += kSdg * std::min(static_cast<int>(likeness.sdgs.size()), kSdgsMax);
  if (!likeness.beneficiaries.empty()) weight += kBeneficiaries;
  return weight;
}

}  // namespace

Likeness likeness_of(const Facts& one, const Facts& other, std::vector<SharedWord> words,
                     std::size_t pledges) {
  Likeness likeness{.countries = common(countries_of(one), countries_of(other)),
                    .focus_area = {},
                    .related_area = {},
                    .units = common(units_of(one), units_of(other)),
                    .sdgs = common(one.sdgs, other.sdgs),
                    .beneficiaries = common(one.beneficiaries, other.beneficiaries),
                    .words = {}};
  if (one.focus_area == other.focus_area) {
    likeness.focus_area = one.focus_area;
  } else {
    likeness.related_area = related_area(one, other);
  }
  std::ranges::sort(words, {},
                    [](const SharedWord& shared) { return std::tie(shared.pledges, shared.word); });
  likeness.weight = weight_of(likeness) + weight_of(words, pledges);
  for (SharedWord& shared : words) likeness.words.push_back(std::move(shared.word));
  return likeness;
}

std::vector<Suggestion> ranked(std::vector<Suggestion> suggestions) {
  std::erase_if(suggestions, [](const Suggestion& suggestion) {
    return suggestion.likeness.weight < kSuggestionWeightMin;
  });
  std::ranges::sort(suggestions, [](const Suggestion& a, const Suggestion& b) {
    if (a.likeness.weight != b.likeness.weight) return a.likeness.weight > b.likeness.weight;
    return a.pledge < b.pledge;
  });
  if (suggestions.size() > kSuggestionsMax)
    suggestions.erase(suggestions.begin() + kSuggestionsMax, suggestions.end());
  return suggestions;
}

}  // namespace pledgebook::projections
