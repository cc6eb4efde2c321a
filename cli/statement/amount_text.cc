// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/amount_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>

#include "ledger/domain/values/reference.h"

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

// "1.250" as "1.25", "1.000" as "1.00".
std::string without_zeros(std::string_view amount) {
  std::string text(amount);
  const std::size_t point = text.find('.');
  while (text.ends_with('0') && text.size() > point + 3) text.pop_back();
  return text;
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

// "1.250" is one and a quarter to half of the world, and 1250 to the other.
bool may_group_by_points(std::string_view amount, const ledger::CurrencyEntry& currency) {
  constexpr std::size_t kGroup = 3;
  const std::size_t point = amount.find('.');
  return point != std::string_view::npos && amount.size() - point - 1 == kGroup &&
         currency.minor_units != static_cast<int>(kGroup) && !amount.contains(',');
}

std::string upper(std::string_view text) {
  std::string code(text);
  std::ranges::transform(code, code.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return code;
}

bool is_code(std::string_view word) {
  return word.size() == 3 && ledger::find_currency(upper(word)) != nullptr;
}

std::unexpected<Failure> not_money(std::string_view text) {
  return usage(fmt::format(
      "`{}` is no amount: write all its digits without blanks, and the currency's code, such as "
      "\"155000000 EUR\"",
      text));
}

struct Words {
  std::string_view amount;
  std::string_view currency;
};

// The amount and the currency, in either order.
Outcome<Words> words_of(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) return not_money(text);
  const std::string_view first = text.substr(0, blank);
  const std::string_view second = text.substr(blank + 1);
  if (second.contains(' ')) return not_money(text);
  if (is_code(first)) return Words{second, first};
  return Words{first, second};
}

}  // namespace

Outcome<boost::json::object> read_money(std::string_view text) {
  LEDGER_TRY(const Words words, words_of(text));
  const std::string_view amount = words.amount;
  if (amount.find_first_not_of("0123456789.,-") != std::string_view::npos) return not_money(text);
  if (!is_code(words.currency)) {
    return usage(
        fmt::format("`{}`: {} is no currency's code: write three letters, such as EUR or USD", text,
                    words.currency));
  }
  const std::string currency = upper(words.currency);
  if (amount.contains(',') && !only_groups_thousands(amount))
    return comma_refused(amount, currency);
  if (may_group_by_points(amount, *ledger::find_currency(currency))) {
    std::string without(amount);
    std::erase(without, '.');
    return usage(fmt::format("`{0} {1}` can mean {2} or {3}: write {2} {1} or {3} {1}", amount,
                             currency, without, without_zeros(amount)));
  }
  return boost::json::object{{"amount", without_commas(amount)}, {"currency", currency}};
}

}  // namespace pledgebook::cli
