// SPDX-License-Identifier: Apache-2.0
// Words: a text as the words that the search compares, in any script. A word is a run of letters,
// marks and digits; an apostrophe and a hyphen end it. Scripts without spaces between words (Han,
// Kana, Thai) give one word for each run, which terms.h cuts into pairs of characters.
//
// Pure functions: any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pledgebook::projections {

// The scripts that are treated differently.
enum class Writing : std::uint8_t { latin, cyrillic, arabic, unspaced, other };

struct Word {
  // Without case, marks and variants of letters: "élan" and "Élan" give "elan".
  std::string folded;
  // Without case alone (NFKC_Casefold), as stemmers expect words.
  std::string cased;
  Writing writing = Writing::other;
  std::size_t begin = 0;  // its bytes in the text
  std::size_t end = 0;
};

// Each at most kWordBytesMax long: the rest of a longer word is left out.
inline constexpr std::size_t kWordBytesMax = 64;

// `utf8` may be malformed: what is not a character ends a word.
[[nodiscard]] std::vector<Word> words_of(std::string_view utf8);

// The characters of a word in UTF-8.
[[nodiscard]] std::vector<std::string_view> characters_of(std::string_view word);

}  // namespace pledgebook::projections
