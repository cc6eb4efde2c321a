// SPDX-License-Identifier: Apache-2.0
#include "projections/search/excerpt.h"

#include <algorithm>
#include <optional>

namespace pledgebook::projections {
namespace {

// In characters.
constexpr std::size_t kBefore = 60;
constexpr std::size_t kLength = 200;
constexpr std::size_t kToSpace = 20;  // a cut moves by at most this many to a space
constexpr std::string_view kCut = "…";

// Where the first word that is asked for begins, in bytes.
std::optional<std::size_t> first_found(std::string_view text, const SearchWords& search,
                                       TermMaker& terms) {
  for (const Word& word : words_of(text)) {
    for (const SearchPart& part : search.parts) {
      if (terms.meets(word, part)) return word.begin;
    }
  }
  return std::nullopt;
}

bool is_space(std::string_view character) { return character == " " || character == "\n"; }

}  // namespace

std::string excerpt_of(std::string_view text, const SearchWords& search, TermMaker& terms) {
  const auto found = first_found(text, search, terms);
  if (!found) return {};
  const auto characters = characters_of(text);
  const auto at = static_cast<std::size_t>(
      std::ranges::lower_bound(characters, text.data() + *found, {},
                               [](std::string_view character) { return character.data(); }) -
      characters.begin());
  std::size_t first = at > kBefore ? at - kBefore : 0;
  std::size_t last = std::min(first + kLength, characters.size());
  for (std::size_t i = first; first > 0 && i < std::min(first + kToSpace, at); ++i) {
    if (!is_space(characters[i])) continue;
    first = i + 1;
    break;
  }
  for (std::size_t i = last; last < characters.size() && i + kToSpace > last && i > at; --i) {
    if (!is_space(characters[i])) continue;
    last = i;
    break;
  }
  std::string excerpt(first > 0 ? kCut : "");
  for (std::size_t i = first; i < last; ++i)
    excerpt += characters[i] == "\n" || characters[i] == "\r" ? " " : characters[i];
  if (last < characters.size()) excerpt += kCut;
  return excerpt;
}

}  // namespace pledgebook::projections
