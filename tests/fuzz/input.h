// SPDX-License-Identifier: Apache-2.0
// For every fuzz target: its input as text, and a check whose failure libFuzzer sees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crypto/utf8.h"

namespace pledgebook::fuzz {

[[nodiscard]] inline std::string_view text_of(const std::uint8_t* data, std::size_t size) noexcept {
  return {reinterpret_cast<const char*>(data), size};
}

inline void promise(bool kept) noexcept {
  if (!kept) std::abort();
}

// Checks that an error message can be shown to a person: it is not empty, it is short, and no part
// of the input in it moves a terminal's cursor or changes the direction of the text.
inline void promise_sentence(std::string_view sentence) noexcept {
  constexpr std::size_t kSentenceBytesMax = 1'000;
  const auto is_deceptive = [](char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
  };
  promise(!sentence.empty() && sentence.size() <= kSentenceBytesMax);
  promise(crypto::is_utf8_without(sentence, is_deceptive));
}

}  // namespace pledgebook::fuzz
