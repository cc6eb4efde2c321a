// SPDX-License-Identifier: Apache-2.0
// Names: the words for the values of an enumeration in statements and read models. Each enumeration
// gives its table once, beside its definition: `inline constexpr auto names_of(Sector) { return
// names<Sector>({{…}}); }`.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace pledgebook::ledger {

template <class E>
using Name = std::pair<E, std::string_view>;

template <class E>
concept Named = requires(E value) { names_of(value); };

// The word for `value`.
template <Named E>
[[nodiscard]] constexpr std::string_view name(E value) noexcept {
  for (const auto& [candidate, word] : names_of(value)) {
    if (candidate == value) return word;
  }
  return "?";
}

// The value that `word` names.
template <Named E>
[[nodiscard]] constexpr std::optional<E> from_name(std::string_view word) noexcept {
  for (const auto& [candidate, known] : names_of(E{})) {
    if (known == word) return candidate;
  }
  return std::nullopt;
}

// All words, for a refusal's `accepted`: "new, expansion, continuation".
template <Named E>
[[nodiscard]] std::string all_names() {
  std::string all;
  for (const auto& [candidate, word] : names_of(E{})) {
    if (!all.empty()) all += ", ";
    all += word;
  }
  return all;
}

}  // namespace pledgebook::ledger
