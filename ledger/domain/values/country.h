// SPDX-License-Identifier: Apache-2.0
// Country: an ISO 3166-1 alpha-3 code. Whether the rule set's list contains it is a rule, not part
// of the type.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <optional>
#include <string_view>

namespace pledgebook::ledger {

class Country {
 public:
  constexpr Country() = default;  // "---": not read yet
  [[nodiscard]] static std::optional<Country> parse(std::string_view text) noexcept {
    Country country;
    if (text.size() != country.letters_.size()) return std::nullopt;
    if (!std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; }))
      return std::nullopt;
    std::ranges::copy(text, country.letters_.begin());
    return country;
  }
  [[nodiscard]] std::string_view iso3() const noexcept {
    return {letters_.data(), letters_.size()};
  }

  friend constexpr bool operator==(const Country&, const Country&) = default;
  friend constexpr auto operator<=>(const Country&, const Country&) = default;

 private:
  std::array<char, 3> letters_{'-', '-', '-'};
};

}  // namespace pledgebook::ledger
