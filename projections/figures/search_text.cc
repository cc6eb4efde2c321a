// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/search_text.h"

namespace pledgebook::projections {

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

std::string search_text(const Facts& facts, const Version& now) {
  std::string text = facts.title + ' ' + facts.id.text();
  if (now.published && now.published->number) text += ' ' + *now.published->number;
  return lower(text);
}

bool contains_words(std::string_view text, std::string_view more, std::string_view words) {
  constexpr std::size_t kNowhere = std::string_view::npos;
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    const std::string_view word = words.substr(0, space);
    if (text.find(word) == kNowhere && more.find(word) == kNowhere) return false;
    words.remove_prefix(space == kNowhere ? words.size() : space + 1);
  }
  return true;
}

}  // namespace pledgebook::projections
