// SPDX-License-Identifier: Apache-2.0
#include "projections/views/suggestions.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>

#include "projections/query/likeness.h"
#include "projections/query/pledge_json.h"
#include "projections/query/selection.h"
#include "projections/query/word_search.h"
#include "projections/search/words.h"
#include "projections/views/matches.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::PledgeId;
using ledger::Result;

constexpr std::size_t kWordsMax = 6;      // of the title, that are looked for in other texts
constexpr std::size_t kMatchesMax = 200;  // shown
// A word that more than this part of all pledges have says nothing, such as "connect".
constexpr std::size_t kSayingPart = 4;
constexpr std::size_t kSayingMin = 4;  // in a ledger of few pledges
constexpr std::size_t kKeptMax = 1'000;

// The words of a title that say most: the longest, and of scripts without spaces the first pairs.
std::vector<std::string> telling_words(std::string_view title) {
  constexpr std::size_t kLettersMin = 4;
  std::vector<std::string> words;
  const auto add = [&words](std::string word) {
    if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
  };
  for (const Word& word : words_of(title)) {
    const auto characters = characters_of(word.cased);
    if (word.writing != Writing::unspaced) {
      if (characters.size() >= kLettersMin) add(word.cased);
      continue;
    }
    for (std::size_t i = 0; i + 1 < characters.size(); i += 2)
      add(std::string(characters[i]) + std::string(characters[i + 1]));
  }
  std::ranges::stable_sort(words, std::greater(),
                           [](const std::string& word) { return characters_of(word).size(); });
  if (words.size() > kWordsMax) words.resize(kWordsMax);
  return words;
}

// Which pledges have which of the words.
class Words {
 public:
  Words(std::vector<std::string> words, std::vector<std::vector<Ordinal>> pledges,
        std::size_t pledges_in_all)
      : words_(std::move(words)), pledges_(std::move(pledges)) {
    const std::size_t most = std::max(kSayingMin, pledges_in_all / kSayingPart);
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (pledges_[i].size() > most) pledges_[i].clear();
    }
  }

  [[nodiscard]] std::vector<SharedWord> of(Ordinal pledge) const {
    std::vector<SharedWord> shared;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (std::ranges::binary_search(pledges_[i], pledge))
        shared.push_back({words_[i], pledges_[i].size()});
    }
    return shared;
  }

 private:
  std::vector<std::string> words_;
  std::vector<std::vector<Ordinal>> pledges_;  // of each word, in order
};

json::array texts_json(const std::vector<std::string>& texts) {
  return json::array(texts.begin(), texts.end());
}

json::value item_json(const std::optional<ledger::ItemId>& item) {
  return item ? json::value(item->text()) : json::value(nullptr);
}

json::object reasons_json(const Likeness& likeness) {
  json::array countries;
  for (const ledger::Country& country : likeness.countries) countries.emplace_back(country.iso3());
  return {{"countries", std::move(countries)},
          {"focus_area", item_json(likeness.focus_area)},
          {"related_area", item_json(likeness.related_area)},
          {"units", texts_json(likeness.units)},
          {"sdgs", ids_json(likeness.sdgs)},
          {"beneficiaries", ids_json(likeness.beneficiaries)},
          {"words", texts_json(likeness.words)}};
}

// What is suggested for one pledge.
class Suggesting {
 public:
  Suggesting(const Views& views, const Selection& selection, Facts own)
      : views_(views), selection_(selection), own_(std::move(own)) {}

  // `matched`: proposed or accepted already.
  Result<std::vector<Suggestion>> find(const std::vector<Match>& matched) {
    std::unordered_set<std::string> known{own_.id.text()};
    for (const Match& match : matched) known.insert(match.other.text());
    std::vector<std::string> telling = telling_words(own_.title);
    LEDGER_TRY(auto pledges, pledges_with_words(views_.state(), selection_.context(), telling));
    std::size_t open = 0;
    LEDGER_CHECK(selection_.for_each([&open](const ValuedPledge& pledge) {
      if (ledger::is_open(pledge.now().state)) ++open;
    }));
    const Words words(std::move(telling), std::move(pledges), open);
    std::vector<Suggestion> found;
    LEDGER_CHECK(selection_.for_each([&](const ValuedPledge& pledge) {
      const Facts& facts = *pledge.facts;
      if (!ledger::is_open(pledge.now().state) || facts.owner == own_.owner) return;
      if (known.contains(facts.id.text())) return;
      found.push_back(
          {facts.id, pledge.ordinal, likeness_of(own_, facts, words.of(pledge.ordinal), open)});
      if (found.size() > kKeptMax) found = ranked(std::move(found));
    }));
    return ranked(std::move(found));
  }

 private:
  const Views& views_;
  const Selection& selection_;
  const Facts own_;
};

Result<json::array> rows_of(const Selection& selection,
                            const std::vector<Suggestion>& suggestions) {
  PledgeReader reader = selection.reader();
  json::array rows;
  for (const Suggestion& suggestion : suggestions) {
    const auto pledge = reader.find(suggestion.ordinal);
    if (!pledge) return std::unexpected(damaged_views());
    json::object row = pledge_row(selection.context(), *pledge, selection.day());
    row["weight"] = suggestion.likeness.weight;
    row["reasons"] = reasons_json(suggestion.likeness);
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<json::array> matches_json(const Selection& selection, const std::vector<Match>& matches) {
  PledgeReader reader = selection.reader();
  json::array rows;
  const std::size_t shown = std::min(matches.size(), kMatchesMax);
  for (auto match = matches.rbegin(); match != matches.rbegin() + std::ptrdiff_t(shown); ++match) {
    json::object row{{"pledge", match->other.text()}, {"title", match->title}};
    const auto ordinal = find_ordinal(selection.rows(), match->other);
    const auto other = ordinal ? reader.find(*ordinal) : std::nullopt;
    row["member"] = other ? json::value(other->facts->owner.text()) : json::value(nullptr);
    row["state"] = other ? json::value(ledger::name(other->now().state)) : json::value(nullptr);
    const PartyVersion* party = other ? selection.context().party(other->facts->owner) : nullptr;
    row["member_name"] = party != nullptr ? json::value(party->name) : json::value(nullptr);
    row["received"] = match->is_received;
    row["proposed"] = to_json(match->proposed);
    row["accepted"] =
        match->accepted ? json::value(to_json(*match->accepted)) : json::value(nullptr);
    rows.push_back(std::move(row));
  }
  if (reader.damaged()) return std::unexpected(damaged_views());
  return rows;
}

}  // namespace

Result<json::object> suggestions(const Views& views, const PledgeId& id, const Query& query,
                                 ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  const auto ordinal = find_ordinal(selection.rows(), id);
  if (!ordinal) return std::unexpected(no_pledge(id, Existence::never));
  PledgeReader reader = selection.reader();
  const auto pledge = reader.find(*ordinal);
  if (reader.damaged()) return std::unexpected(damaged_views());
  if (!pledge) return std::unexpected(no_pledge(id, Existence::later));
  const bool is_open = ledger::is_open(pledge->now().state);
  Facts own = *pledge->facts;
  LEDGER_TRY(const auto matches, matches_of(selection, id));
  std::vector<Suggestion> found;
  if (is_open) {
    LEDGER_TRY(found, Suggesting(views, selection, std::move(own)).find(matches));
  }
  json::object answer = selection.heading();
  answer["pledge"] = id.text();
  answer["open"] = is_open;
  LEDGER_TRY(answer["rows"], rows_of(selection, found));
  LEDGER_TRY(answer["matches"], matches_json(selection, matches));
  return answer;
}

}  // namespace pledgebook::projections
