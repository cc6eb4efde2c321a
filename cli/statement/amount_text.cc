// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/amount_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace pledgebook::cli {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "1,250,000": digits in threes behind each comma, one to three before the first.
bool is_grouped(std::string_view whole) {
  constexpr std::size_t kGroup = 3;
  std::size_t comma = whole.find(',');
  if (comma > kGroup || !is_digits(whole.substr(0, comma))) return false;
  while (comma != std::string_view::npos) {
    const std::size_t next = whole.find(',', comma + 1);
    const std::string_view group = whole.substr(comma + 1, next - comma - 1);
    if (group.size() != kGroup || !is_digits(group)) return false;
    comma = next;
  }
  return true;
}

// A point, or a second comma, shows that the first comma is no decimal sign.
bool only_groups_thousands(std::string_view amount) {
  const std::string_view whole = amount.substr(0, amount.find('.'));
  const std::string_view decimals = amount.substr(whole.size());
  const bool is_unambiguous = !decimals.empty() || std::ranges::count(whole, ',') > 1;
  return is_unambiguous && is_grouped(whole) && !decimals.contains(',');
}

std::string without_commas(std::string_view text) {
  std::string digits(text);
  std::erase(digits, ',');
  return digits;
}

std::unexpected<Failure> comma_refused(std::string_view amount, std::string_view currency) {
  const std::size_t comma = amount.find(',');
  const bool is_single = amount.find(',', comma + 1) == std::string_view::npos;
  const std::string_view whole = amount.substr(0, comma);
  const std::string_view rest = amount.substr(comma + 1);
  if (!is_single || !is_digits(whole) || !is_digits(rest)) {
    return usage(
        fmt::format("`{} {}`: a comma may only group thousands, as in 1,250,000.00: write the "
                    "amount without commas, and with a point before its decimals",
                    amount, currency));
  }
  if (is_grouped(amount)) {
    return usage(
        fmt::format("`{0} {1}` can mean {2}{3} or {2}.{3}: write {2}{3} {1} or {2}.{3} {1}", amount,
                    currency, whole, rest));
  }
  return usage(fmt::format(
      "`{0} {1}`: a comma may only group thousands, as in 1,250,000.00: write {2}.{3} {1} if the "
      "comma is a decimal sign",
      amount, currency, whole, rest));
}

}  // namespace

Outcome<boost::json::object> read_money(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) {
    return usage(fmt::format(
        "invalid value `{}`: write an amount and a currency, such as \"155000000 EUR\"", text));
  }
  const std::string_view amount = text.substr(0, blank);
  const std::string_view currency = text.substr(blank + 1);
  if (amount.contains(',') && !only_groups_thousands(amount))
    return comma_refused(amount, currency);
  return boost::json::object{{"amount", without_commas(amount)}, {"currency", currency}};
}

}  // namespace pledgebook::cli
