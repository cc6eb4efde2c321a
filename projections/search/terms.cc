// SPDX-License-Identifier: Apache-2.0
#include "projections/search/terms.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <utility>

namespace pledgebook::projections {
namespace {

constexpr std::size_t kStemmedCharactersMin = 3;
// Words whose stems are kept: those of a ledger's texts repeat.
constexpr std::size_t kStemsKeptMax = 20'000;

// Terms of words have no capital letters. A phrase must not meet a stem, which has no place: Xapian
// then finds it where it is not.
constexpr std::string_view kStemPrefix = "Z";

void add_stem(std::vector<std::string>& terms, const std::string& stem) {
  const std::string term = std::string(kStemPrefix) + stem;
  if (!stem.empty() && std::ranges::find(terms, term) == terms.end()) terms.push_back(term);
}

std::string folded(std::string_view word) {
  std::string joined;
  for (const Word& part : words_of(word)) joined += part.folded;
  return joined;
}

// Characters and pairs of neighbours, with the places of their first characters.
void for_each_gram(const Word& word, std::uint32_t first,
                   const std::function<void(const Term&)>& visit) {
  const auto characters = characters_of(word.folded);
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const auto place = first + static_cast<std::uint32_t>(i);
    Term term{std::string(characters[i]), true, place};
    visit(term);
    if (i + 1 == characters.size()) break;
    term.text += characters[i + 1];
    visit(term);
  }
}

// The terms that stand one after another where the run of characters does: its pairs, and its last
// character.
std::vector<std::string> grams_of(const Word& word) {
  const auto characters = characters_of(word.folded);
  std::vector<std::string> grams;
  for (std::size_t i = 0; i + 1 < characters.size(); ++i)
    grams.push_back(std::string(characters[i]) += characters[i + 1]);
  grams.emplace_back(characters.back());
  return grams;
}

// Adds the words of one phrase: between quotation marks.
void add_phrase(std::string_view text, SearchWords& found) {
  SearchPart part;
  for (const Word& word : words_of(text)) {
    if (word.writing != Writing::unspaced) {
      part.phrase.push_back(word.folded);
    } else {
      for (std::string& gram : grams_of(word)) part.phrase.push_back(std::move(gram));
    }
  }
  if (!part.phrase.empty()) found.parts.push_back(std::move(part));
}

bool has_any(const std::vector<Term>& terms, const SearchPart& part) {
  return std::ranges::any_of(terms, [&](const Term& term) {
    return (!part.prefix.empty() && term.text.starts_with(part.prefix)) ||
           std::ranges::find(part.terms, term.text) != part.terms.end();
  });
}

bool has_phrase(const std::vector<Term>& terms, const std::vector<std::string>& phrase) {
  const auto stands_at = [&](const std::string& word, std::size_t place) {
    return std::ranges::any_of(terms, [&](const Term& term) {
      return term.has_place && term.place == place && term.text == word;
    });
  };
  return std::ranges::any_of(terms, [&](const Term& first) {
    if (!first.has_place) return false;
    for (std::size_t i = 0; i < phrase.size(); ++i) {
      if (!stands_at(phrase[i], first.place + i)) return false;
    }
    return true;
  });
}

std::string whole_of(std::string_view question) {
  std::string whole;
  for (const char c : question) {
    if (c == ' ') continue;
    whole.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return whole;
}

}  // namespace

struct TermMaker::Stemmers {
  std::array<Xapian::Stem, 3> latin{Xapian::Stem("en"), Xapian::Stem("fr"), Xapian::Stem("es")};
  std::array<Xapian::Stem, 1> cyrillic{Xapian::Stem("ru")};
  std::array<Xapian::Stem, 1> arabic{Xapian::Stem("ar")};
  std::unordered_map<std::string, std::vector<std::string>> kept;  // by the word, cased

  [[nodiscard]] std::span<const Xapian::Stem> of(Writing writing) const {
    switch (writing) {
      case Writing::latin:
        return latin;
      case Writing::cyrillic:
        return cyrillic;
      case Writing::arabic:
        return arabic;
      case Writing::unspaced:
      case Writing::other:
        break;
    }
    return {};
  }
};

TermMaker::TermMaker() : stemmers_(std::make_unique<Stemmers>()) {}
TermMaker::~TermMaker() = default;

// The word, then its stems, each once. A stemmer knows its language's marks, but a person may leave
// them out: the folded word has stems too.
std::vector<std::string> TermMaker::alternatives(const Word& word) {
  auto& kept = stemmers_->kept;
  if (const auto known = kept.find(word.cased); known != kept.end()) return known->second;
  std::vector<std::string> terms{word.folded};
  const bool is_stemmed = characters_of(word.folded).size() >= kStemmedCharactersMin;
  for (const Xapian::Stem& stem :
       is_stemmed ? stemmers_->of(word.writing) : std::span<const Xapian::Stem>()) {
    add_stem(terms, folded(stem(word.cased)));
    if (word.folded != word.cased) add_stem(terms, folded(stem(word.folded)));
  }
  if (kept.size() >= kStemsKeptMax) kept.clear();
  kept.emplace(word.cased, terms);
  return terms;
}

std::uint32_t TermMaker::for_each_term(std::string_view text,
                                       const std::function<void(const Term&)>& visit) {
  std::uint32_t place = 0;
  for (const Word& word : words_of(text)) {
    if (word.writing == Writing::unspaced) {
      for_each_gram(word, place, visit);
      place += static_cast<std::uint32_t>(characters_of(word.folded).size());
      continue;
    }
    bool is_first = true;
    for (const std::string& term : alternatives(word))
      visit({term, std::exchange(is_first, false), place});
    ++place;
  }
  return place;
}

bool TermMaker::holds(std::string_view text, const SearchWords& search) {
  std::vector<Term> terms;
  for_each_term(text, [&](const Term& term) { terms.push_back(term); });
  return !search.empty() && std::ranges::all_of(search.parts, [&](const SearchPart& part) {
    return part.phrase.empty() ? has_any(terms, part) : has_phrase(terms, part.phrase);
  });
}

bool TermMaker::meets(const Word& word, const SearchPart& part) {
  if (!part.phrase.empty()) {
    const std::string& first = part.phrase.front();
    return word.writing == Writing::unspaced ? word.folded.contains(first) : word.folded == first;
  }
  if (word.writing == Writing::unspaced) return false;
  if (!part.prefix.empty() && word.folded.starts_with(part.prefix)) return true;
  return std::ranges::any_of(alternatives(word), [&](const std::string& term) {
    return std::ranges::find(part.terms, term) != part.terms.end();
  });
}

void TermMaker::add_word(const Word& word, SearchWords& found) {
  SearchPart part;
  if (word.writing == Writing::unspaced) {
    part.phrase = grams_of(word);
  } else {
    part.terms = alternatives(word);
  }
  found.parts.push_back(std::move(part));
}

SearchWords TermMaker::parse(std::string_view question) {
  constexpr char kQuote = '"';
  SearchWords found;
  found.whole = whole_of(question);
  bool is_quoted = false;
  while (!question.empty()) {
    const std::size_t quote = question.find(kQuote);
    const std::string_view text = question.substr(0, quote);
    const bool is_closed = quote != std::string_view::npos;
    const auto words = words_of(text);
    if (is_quoted && is_closed) {
      add_phrase(text, found);
    } else {
      for (const Word& word : words) add_word(word, found);
      if (!is_closed && !words.empty() && words.back().writing != Writing::unspaced)
        found.parts.back().prefix = words.back().folded;
    }
    is_quoted = is_closed && !is_quoted;
    question.remove_prefix(is_closed ? quote + 1 : question.size());
  }
  return found;
}

}  // namespace pledgebook::projections
