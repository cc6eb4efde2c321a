// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/values/money.h"

#include <algorithm>

namespace pledgebook::ledger {
namespace {

constexpr std::size_t kIntegerDigitsMax = 18;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// The value of `text` in units of 10^-places, if it is `(0|[1-9]\d{0,17})(\.\d{1,places})?`.
std::optional<Int128> parse_scaled(std::string_view text, int places) noexcept {
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  if (whole.empty() || whole.size() > kIntegerDigitsMax || (whole.size() > 1 && whole[0] == '0')) {
    return std::nullopt;
  }
  std::string_view fraction;
  if (point < text.size()) {
    fraction = text.substr(point + 1);
    if (fraction.empty() || fraction.size() > static_cast<std::size_t>(places)) return std::nullopt;
  }
  Int128 value = 0;
  for (const std::string_view part : {whole, fraction}) {
    for (const char c : part) {
      if (!is_digit(c)) return std::nullopt;
      value = value * 10 + (c - '0');
    }
  }
  for (auto i = fraction.size(); i < static_cast<std::size_t>(places); ++i) value *= 10;
  return value;
}

// `value`, in units of 10^-places, in decimal; zeros after `places_min` decimals are left out.
std::string scaled_text(Int128 value, int places, int places_min) {
  const bool negative = value < 0;
  // Built from the last digit to the first.
  std::string reversed;
  Int128 rest = negative ? -value : value;
  int place = places;
  for (; place > 0; --place, rest /= 10) {
    const char digit = static_cast<char>('0' + static_cast<int>(rest % 10));
    if (reversed.empty() && digit == '0' && place > places_min) continue;
    reversed.push_back(digit);
  }
  if (!reversed.empty()) reversed.push_back('.');
  do {
    reversed.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  } while (rest > 0);
  if (negative) reversed.push_back('-');
  return {reversed.rbegin(), reversed.rend()};
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) noexcept {
  const auto value = parse_scaled(text, kPlacesMax);
  if (!value) return std::nullopt;
  return from_ten_thousandths(*value);
}

int Decimal::places() const noexcept {
  int places = kPlacesMax;
  for (Int128 rest = value_; places > 0 && rest % 10 == 0; rest /= 10) --places;
  return places;
}

std::string Decimal::text(int places_min) const {
  return scaled_text(value_, kPlacesMax, places_min);
}

std::optional<Share> Share::parse(std::string_view text) noexcept {
  const auto value = parse_scaled(text, kPlacesMax);
  if (!value || *value > 100 * Int128{kUnit}) return std::nullopt;
  return from_millionths(static_cast<std::int64_t>(*value));
}

std::string Share::text_of(std::int64_t millionths) {
  return scaled_text(millionths, kPlacesMax, 0);
}

std::optional<Currency> Currency::parse(std::string_view text) noexcept {
  Currency currency;
  if (text.size() != currency.letters_.size()) return std::nullopt;
  if (!std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; })) return std::nullopt;
  std::ranges::copy(text, currency.letters_.begin());
  return currency;
}

std::optional<Rate> Rate::parse(std::string_view text) noexcept {
  const auto value = parse_scaled(text, kPlacesMax);
  if (!value || *value == 0) return std::nullopt;
  return from_ten_billionths(*value);
}

std::string Rate::text() const { return scaled_text(value_, kPlacesMax, 0); }

Int128 divide_half_even(Int128 numerator, Int128 denominator) noexcept {
  Int128 quotient = numerator / denominator;
  Int128 rest = numerator % denominator;
  const int away = numerator < 0 ? -1 : 1;
  if (rest < 0) rest = -rest;
  // Compares rest with half the denominator without doubling, which could overflow.
  const Int128 other_half = denominator - rest;
  if (rest > other_half || (rest == other_half && quotient % 2 != 0)) quotient += away;
  return quotient;
}

Decimal to_usd(Decimal amount, Rate rate) noexcept {
  // amount·10^-4 / (rate·10^-10) in cents is amount·10^8 / rate; at most 10^22·10^8, well inside
  // 128 bits.
  constexpr Int128 kScale = 100'000'000;
  constexpr Int128 kTenThousandthsPerCent = 100;
  const Int128 cents = divide_half_even(amount.ten_thousandths() * kScale, rate.ten_billionths());
  return Decimal::from_ten_thousandths(cents * kTenThousandthsPerCent);
}

}  // namespace pledgebook::ledger
