// SPDX-License-Identifier: Apache-2.0
#include "server/sheet/cell_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "ledger/domain/values/money.h"
#include "ledger/domain/values/reference.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::server {

namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// A blank of any kind becomes a plain one.
std::string with_plain_blanks(std::string_view text) {
  constexpr std::string_view kNoBreak = "\xC2\xA0";
  constexpr std::string_view kNarrow = "\xE2\x80\xAF";
  std::string plain;
  while (!text.empty()) {
    if (text.starts_with(kNoBreak) || text.starts_with(kNarrow)) {
      plain += ' ';
      text.remove_prefix(text.starts_with(kNoBreak) ? kNoBreak.size() : kNarrow.size());
    } else {
      plain += text.front();
      text.remove_prefix(1);
    }
  }
  return plain;
}

// "USD 12" and "12 EUR": the code is taken off.
std::optional<std::string> take_currency(std::string& text) {
  constexpr std::size_t kLetters = 3;
  if (text.size() <= kLetters) return std::nullopt;
  std::string first = text.substr(0, kLetters);
  std::string last = text.substr(text.size() - kLetters);
  if (ledger::find_currency(first) != nullptr) {
    text = std::string(trimmed(std::string_view(text).substr(kLetters)));
    return first;
  }
  if (ledger::find_currency(last) != nullptr) {
    text = std::string(trimmed(std::string_view(text).substr(0, text.size() - kLetters)));
    return last;
  }
  return std::nullopt;
}

// The groups of thousands, joined: the first has one to three digits, each other one three.
std::optional<std::string> without_groups(std::string_view whole, std::string_view sign) {
  constexpr std::size_t kGroup = 3;
  std::string digits;
  bool is_first = true;
  while (true) {
    const std::size_t end = sign.empty() ? std::string_view::npos : whole.find(sign);
    const std::string_view group = whole.substr(0, end);
    const bool is_only = is_first && end == std::string_view::npos;
    if (!is_digits(group)) return std::nullopt;
    if (!is_only && (is_first ? group.size() > kGroup : group.size() != kGroup))
      return std::nullopt;
    digits += group;
    if (end == std::string_view::npos) return digits;
    whole.remove_prefix(end + sign.size());
    is_first = false;
  }
}

std::optional<std::string> decimal_of(std::string_view text, const AmountStyle& style) {
  const std::size_t point = text.rfind(style.decimal);
  const std::string_view whole = text.substr(0, point);
  auto digits = without_groups(whole, style.thousands);
  if (!digits) return std::nullopt;
  digits->erase(0, std::min(digits->find_first_not_of('0'), digits->size() - 1));
  if (point == std::string_view::npos) return digits;
  std::string_view decimals = text.substr(point + 1);
  if (!is_digits(decimals)) return std::nullopt;
  decimals = decimals.substr(0, decimals.find_last_not_of('0') + 1);
  return decimals.empty() ? *digits : *digits + "." + std::string(decimals);
}

// "1.500" is one and a half to half of the world, and 1500 to the other.
bool may_be_thousands(std::string_view text) {
  constexpr std::size_t kGroup = 3;
  const std::size_t point = text.rfind('.');
  return point != std::string_view::npos && text.size() - point - 1 == kGroup;
}

std::unexpected<CellTrouble> trouble(std::string_view code, std::string_view text,
                                     fmt::format_string<const std::string&> sentence) {
  return std::unexpected(cell_trouble(code, text, sentence));
}

std::unexpected<CellTrouble> no_amount(std::string_view text) {
  return trouble("amount_unknown", text,
                 "`{}` is no amount: write all its digits, such as 12500000");
}

// Three numbers with one sign between them.
std::optional<std::vector<std::string_view>> numbers_of(std::string_view text) {
  std::vector<std::string_view> numbers;
  char sign = '\0';
  while (true) {
    const std::size_t end = text.find_first_of("./-");
    numbers.push_back(text.substr(0, end));
    if (!is_digits(numbers.back())) return std::nullopt;
    if (end == std::string_view::npos) break;
    if (sign != '\0' && text[end] != sign) return std::nullopt;
    sign = text[end];
    text.remove_prefix(end + 1);
  }
  if (numbers.size() != 3) return std::nullopt;
  return numbers;
}

std::string iso_day(std::string_view year, std::string_view month, std::string_view day) {
  return fmt::format("{:0>4}-{:0>2}-{:0>2}", year, month, day);
}

}  // namespace

CellValue<SheetAmount> amount_of(const Cell& cell, const std::optional<AmountStyle>& style) {
  const std::string shown = with_plain_blanks(cell.text);
  if (cell.kind == Cell::Kind::day)
    return trouble("amount_is_day", cell.text, "{} is a day: give the cell the format of a number");
  if (cell.kind == Cell::Kind::fault) return no_amount(cell.text);
  SheetAmount value;
  std::string text = shown;
  if (cell.kind == Cell::Kind::text) value.currency = take_currency(text);
  if (text.starts_with('-') || text.starts_with('('))
    return trouble("amount_below_zero", shown, "`{}` is below zero: write an amount above zero");
  const bool is_number = cell.kind == Cell::Kind::number;
  const bool is_open = !is_number && !style && may_be_thousands(text);
  const auto decimal = decimal_of(text, is_number ? AmountStyle{} : style.value_or(AmountStyle{}));
  if (is_open || !decimal) {
    const bool has_signs = text.find_first_not_of("0123456789.,' ") == std::string::npos;
    if (has_signs && !style) {
      return trouble("amount_ambiguous", shown,
                     "`{}` can be read in more than one way: say how amounts are written in the "
                     "mapping's `amounts`");
    }
    return no_amount(shown);
  }
  if (!ledger::Decimal::parse(*decimal))
    return trouble("amount_too_long", shown,
                   "`{}` has more than 18 digits, or more than four decimals: write fewer");
  value.amount = *decimal;
  return value;
}

CellValue<std::string> day_of(const Cell& cell, std::optional<DayStyle> style) {
  if (cell.kind == Cell::Kind::day) return cell.text;
  if (cell.kind == Cell::Kind::empty)
    return trouble("day_missing", "", "it is empty: write the day, such as 2026-12-31");
  if (cell.kind == Cell::Kind::number)
    return trouble("day_is_number", cell.text,
                   "{} is a number: give the cell the format of a date");
  const auto numbers = numbers_of(cell.text);
  if (!numbers) return trouble("day_unknown", cell.text, "`{}` is no day: write 2026-12-31");
  const auto& part = *numbers;
  constexpr std::size_t kYear = 4;
  std::string day;
  if (part[0].size() == kYear) {
    day = iso_day(part[0], part[1], part[2]);
  } else if (part[2].size() != kYear) {
    return trouble("day_without_year", cell.text,
                   "`{}` has no year of four digits: write 2026-12-31");
  } else if (style == DayStyle::day_first) {
    day = iso_day(part[2], part[1], part[0]);
  } else if (style == DayStyle::month_first) {
    day = iso_day(part[2], part[0], part[1]);
  } else {
    return trouble(
        "day_ambiguous", cell.text,
        "`{}` can mean two days: say which in the mapping's `days`, or write 2026-12-31");
  }
  if (!ledger::parse_date(day))
    return trouble("day_not_in_calendar", cell.text,
                   "`{}` is no day of the calendar: write 2026-12-31");
  return day;
}

}  // namespace pledgebook::server
