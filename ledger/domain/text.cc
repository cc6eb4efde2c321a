// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/text.h"

#include <algorithm>

#include "crypto/utf8.h"

namespace pledgebook::ledger {
namespace {

bool is_refused(char32_t c) noexcept {
  if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
  return (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0xFDD0 && c <= 0xFDEF) ||
         (c & 0xFFFEU) == 0xFFFEU;
}

}  // namespace

std::optional<std::size_t> count_characters(std::string_view utf8) noexcept {
  const auto plain = [](char c) { return c >= 0x20 && c < 0x7F; };
  if (std::ranges::all_of(utf8, plain)) return utf8.size();
  std::size_t count = 0;
  while (!utf8.empty()) {
    const crypto::CodePoint character = crypto::first_code_point(utf8);
    if (character.bytes == 0 || is_refused(character.value)) return std::nullopt;
    utf8.remove_prefix(character.bytes);
    ++count;
  }
  return count;
}

}  // namespace pledgebook::ledger
