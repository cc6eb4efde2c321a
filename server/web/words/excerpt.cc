// SPDX-License-Identifier: Apache-2.0
#include "server/web/words/excerpt.h"

namespace pledgebook::server {

std::string excerpt_of(std::string_view text, std::size_t characters_max) {
  constexpr unsigned char kContinued = 0x80;  // 10xxxxxx: not the first byte of a code point
  constexpr unsigned char kContinuedMask = 0xC0;
  std::size_t characters = 0;
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    const bool is_first = (static_cast<unsigned char>(text[end]) & kContinuedMask) != kContinued;
    if (is_first && characters++ == characters_max) break;
  }
  if (end == text.size()) return std::string(text);
  const std::string_view whole = text.substr(0, end);
  const std::size_t blank = whole.find_last_of(" \n");
  // Chinese has no blanks, and a very long word is better cut than left out.
  const bool is_near = blank != std::string_view::npos && blank > end / 2;
  return std::string(whole.substr(0, is_near ? blank : end)) + "…";
}

}  // namespace pledgebook::server
