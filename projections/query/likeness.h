// SPDX-License-Identifier: Apache-2.0
// Likeness: what two pledges have in common, so that their members may work together: the reasons,
// and how much they weigh. Rule set 1 does not record whether a pledge asks or offers, so likeness
// goes both ways. Nothing is decided here: a person proposes, and another one accepts.
//
// Pure functions: any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "projections/figures/version.h"
#include "projections/store/row_keys.h"

namespace pledgebook::projections {

// A word that both pledges have in their texts, and how many open pledges have it.
struct SharedWord {
  std::string word;
  std::size_t pledges = 0;
  friend bool operator==(const SharedWord&, const SharedWord&) = default;
};

struct Likeness {
  std::vector<ledger::Country> countries;    // that both name
  std::optional<ledger::ItemId> focus_area;  // the primary one of both
  // Without that: the primary one of either, which the other has among its secondary ones.
  std::optional<ledger::ItemId> related_area;
  std::vector<std::string> units;             // of targets: both count "schools"
  std::vector<ledger::ItemId> sdgs;           // that both name
  std::vector<ledger::ItemId> beneficiaries;  // groups of people that both name
  std::vector<std::string> words;             // the rarest first
  int weight = 0;

  friend bool operator==(const Likeness&, const Likeness&) = default;
};

// `words`: that both have; `pledges`: how many are open, among which a word is rare or not.
[[nodiscard]] Likeness likeness_of(const Facts& one, const Facts& other,
                                   std::vector<SharedWord> words, std::size_t pledges);

// Less is no reason to suggest anything: a focus area alone, which thousands share.
inline constexpr int kSuggestionWeightMin = 30;
inline constexpr std::size_t kSuggestionsMax = 20;

struct Suggestion {
  ledger::PledgeId pledge;
  Ordinal ordinal{};
  Likeness likeness;
};
// The likeliest first, equal ones by their ids; kSuggestionsMax at most. What weighs too little is
// left out.
[[nodiscard]] std::vector<Suggestion> ranked(std::vector<Suggestion> suggestions);

}  // namespace pledgebook::projections
