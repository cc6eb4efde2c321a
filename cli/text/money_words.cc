// SPDX-License-Identifier: Apache-2.0
#include "cli/text/money_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>

#include "cli/shell/table.h"
#include "ledger/domain/values/money.h"
#include "ledger/domain/values/reference.h"

namespace pledgebook::cli {
namespace {

constexpr std::array<std::string_view, 20> kBelowTwenty{
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> kTens{"",      "",      "twenty",  "thirty", "forty",
                                                 "fifty", "sixty", "seventy", "eighty", "ninety"};
struct Scale {
  std::uint64_t value;
  std::string_view name;
};
constexpr std::array kScales{Scale{1'000'000'000'000'000, "quadrillion"},
                             Scale{1'000'000'000'000, "trillion"}, Scale{1'000'000'000, "billion"},
                             Scale{1'000'000, "million"}, Scale{1'000, "thousand"}};

void add_word(std::string& text, std::string_view word) {
  if (!text.empty()) text += ' ';
  text += word;
}

// 1 to 999.
void add_hundreds(std::string& text, std::uint64_t number) {
  constexpr std::uint64_t kHundred = 100;
  constexpr std::uint64_t kTen = 10;
  if (number >= kHundred) {
    add_word(text, kBelowTwenty[number / kHundred]);
    add_word(text, "hundred");
    number %= kHundred;
  }
  if (number == 0) return;
  if (number < kBelowTwenty.size()) return add_word(text, kBelowTwenty[number]);
  add_word(text, kTens[number / kTen]);
  if (number % kTen > 0) text += fmt::format("-{}", kBelowTwenty[number % kTen]);
}

std::string in_words(std::uint64_t number) {
  if (number == 0) return std::string(kBelowTwenty[0]);
  std::string text;
  for (const Scale& scale : kScales) {
    if (number < scale.value) continue;
    add_hundreds(text, number / scale.value);
    add_word(text, scale.name);
    number %= scale.value;
  }
  if (number > 0) add_hundreds(text, number);
  return text;
}

// "Euro" as "euro", "US Dollar" as "US dollar"; "CFA Franc BCEAO" as it is.
std::string name_of(std::string_view name) {
  std::string text(name);
  const std::size_t last = text.rfind(' ') + 1;  // 0 if there is no blank
  if (last + 1 < text.size() && std::islower(static_cast<unsigned char>(text[last + 1])) != 0)
    text[last] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[last])));
  return text;
}

std::string_view minor_name(std::string_view currency, int places) {
  static constexpr auto kCents = std::to_array<std::string_view>(
      {"AUD", "CAD", "EUR", "HKD", "KES", "MYR", "NZD", "SGD", "TZS", "UGX", "USD", "ZAR"});
  if (places == 2 && std::ranges::find(kCents, currency) != kCents.end()) return "cents";
  switch (places) {
    case 1:
      return "tenths";
    case 2:
      return "hundredths";
    case 3:
      return "thousandths";
    default:
      return "ten-thousandths";
  }
}

struct Amount {
  ledger::Decimal value;
  const ledger::CurrencyEntry* currency;
};
std::optional<Amount> read(std::string_view amount, std::string_view currency) {
  const auto value = ledger::Decimal::parse(amount);
  const auto* entry = ledger::find_currency(currency);
  if (!value || entry == nullptr) return std::nullopt;
  return Amount{*value, entry};
}

}  // namespace

std::string money_text(std::string_view amount, std::string_view currency) {
  const auto read_amount = read(amount, currency);
  if (!read_amount) return fmt::format("{} {}", currency, with_separators(amount));
  return fmt::format("{} {}", currency,
                     with_separators(read_amount->value.text(read_amount->currency->minor_units)));
}

std::string money_words(std::string_view amount, std::string_view currency) {
  const auto read_amount = read(amount, currency);
  if (!read_amount || read_amount->value.ten_thousandths() < 0) return {};
  const auto whole =
      static_cast<std::uint64_t>(read_amount->value.ten_thousandths() / ledger::Decimal::kUnit);
  std::string words = fmt::format("{} {}", in_words(whole), name_of(read_amount->currency->name));
  const std::string text = read_amount->value.text(
      read_amount->value.places() > 0 ? read_amount->currency->minor_units : 0);
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return words;
  const std::string_view decimals = std::string_view(text).substr(point + 1);
  const std::size_t first = std::min(decimals.find_first_not_of('0'), decimals.size() - 1);
  return words + fmt::format(" and {} {}", decimals.substr(first),
                             minor_name(currency, static_cast<int>(decimals.size())));
}

}  // namespace pledgebook::cli
