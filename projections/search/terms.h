// SPDX-License-Identifier: Apache-2.0
// Terms: what the search index holds of a text, and what it is asked for. Both come from the same
// analysis (docs/decisions/0042-search.md). The terms of a word are the word itself, folded, and
// its stems in each of the ledger's languages that is written in its script: a text does not say
// its language. Of a script without spaces, each character and each pair of neighbours.
//
// Threads: a TermMaker, one at a time; the functions, any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "projections/search/words.h"

namespace pledgebook::projections {

struct Term {
  std::string text;
  // The number of its word in the text, from 0, for phrases; stems have none.
  bool has_place = false;
  std::uint32_t place = 0;
};

// One condition of a search: any of `terms`, or a term that begins with `prefix`, or all of
// `phrase` one after another.
struct SearchPart {
  std::vector<std::string> terms;
  std::string prefix;  // empty: none
  std::vector<std::string> phrase;

  friend bool operator==(const SearchPart&, const SearchPart&) = default;
};

// A text must meet all conditions of a search.
struct SearchWords {
  std::vector<SearchPart> parts;
  // The whole question without case, as ids and numbers are compared.
  std::string whole;

  [[nodiscard]] bool empty() const noexcept { return parts.empty(); }
};

class TermMaker {
 public:
  TermMaker();
  ~TermMaker();
  TermMaker(const TermMaker&) = delete;
  TermMaker& operator=(const TermMaker&) = delete;

  // Calls `visit` with each term of the text, and returns how many places it has.
  std::uint32_t for_each_term(std::string_view text, const std::function<void(const Term&)>& visit);
  // The question's words; of the last one its beginning is enough, since a person may be typing.
  // Words between quotation marks stand one after another.
  [[nodiscard]] SearchWords parse(std::string_view question);
  // Whether a text that is not in the index meets all conditions.
  [[nodiscard]] bool holds(std::string_view text, const SearchWords& search);
  // Whether a word alone meets the condition, or is the first word of its phrase.
  [[nodiscard]] bool meets(const Word& word, const SearchPart& part);

 private:
  [[nodiscard]] std::vector<std::string> alternatives(const Word& word);
  void add_word(const Word& word, SearchWords& found);

  struct Stemmers;
  std::unique_ptr<Stemmers> stemmers_;
};

// More parts than this are refused: each costs a walk over the texts that it finds.
inline constexpr std::size_t kSearchPartsMax = 16;

}  // namespace pledgebook::projections
