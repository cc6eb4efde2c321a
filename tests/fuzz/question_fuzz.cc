// SPDX-License-Identifier: Apache-2.0
// Questions of a search, which anybody may send: a text holds the words that it consists of.
#include <algorithm>

#include "projections/search/excerpt.h"
#include "projections/search/terms.h"
#include "tests/fuzz/input.h"

namespace pledgebook {

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kBytesMax = 1'000;  // longer than the server takes
  const std::string_view text = fuzz::text_of(data, std::min(size, kBytesMax));
  static projections::TermMaker terms;
  const projections::SearchWords words = terms.parse(text);
  fuzz::promise(words.empty() || terms.holds(text, words));
  for (const projections::Word& word : projections::words_of(text))
    fuzz::promise(word.begin < word.end && word.end <= text.size());
  fuzz::promise(projections::excerpt_of(text, words, terms).size() <= text.size() + kBytesMax);
  return 0;
}

}  // namespace pledgebook
