// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/value_hints.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <optional>
#include <vector>

#include "ledger/domain/values/reference.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/nearest.h"

namespace pledgebook::cli {
namespace {

std::string folded(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) {
    return c == ' ' || c == '_' ? '-' : static_cast<char>(std::tolower(c));
  });
  return lower;
}

std::optional<unsigned> number_of(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The numbers between points, slashes, blanks or hyphens; empty if there is anything else.
std::vector<unsigned> numbers_in(std::string_view text) {
  constexpr std::string_view kSeparators = "./- ";
  std::vector<unsigned> numbers;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kSeparators), text.size());
    const auto number = number_of(text.substr(0, end));
    if (!number) return {};
    numbers.push_back(*number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return numbers;
}

std::optional<ledger::Date> date_of(unsigned year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return ledger::Date(std::chrono::sys_days(date));
}

std::vector<std::string> items_of(std::string_view lists, const ledger::Governance& governance) {
  std::vector<std::string> ids;
  for (const ledger::ListVersion& version : governance.lists) {
    const std::string list = version.body.list.text();
    const std::size_t at = lists.find(list);
    const bool is_named = at != std::string_view::npos && (at == 0 || lists[at - 1] == '|') &&
                          (at + list.size() == lists.size() || lists[at + list.size()] == '|');
    if (!is_named) continue;
    for (const ledger::ListItem& item : version.body.items) {
      if (std::ranges::find(ids, item.id.text()) == ids.end()) ids.push_back(item.id.text());
    }
  }
  return ids;
}

// "1 to 17" for all whole numbers from one to another; else the ids as the list has them.
std::string names_of(const std::vector<std::string>& ids) {
  std::vector<unsigned> numbers;
  for (const std::string& id : ids) {
    if (const auto number = number_of(id)) numbers.push_back(*number);
  }
  std::ranges::sort(numbers);
  if (numbers.size() > 2 && numbers.size() == ids.size() &&
      numbers.back() - numbers.front() + 1 == numbers.size())
    return fmt::format("{} to {}", numbers.front(), numbers.back());
  return fmt::format("{}", fmt::join(ids, ", "));
}

}  // namespace

std::string country_hint(std::string_view text) {
  const std::string wanted = folded(text);
  for (const ledger::CountryEntry& country : ledger::countries()) {
    if (wanted == folded(country.iso3)) return fmt::format("write {}", country.iso3);
    if (wanted == folded(country.iso2) || wanted == folded(country.name))
      return fmt::format("write three letters: {} ({})", country.iso3, country.name);
  }
  return {};
}

std::string day_hint(std::string_view text) {
  const std::vector<unsigned> parts = numbers_in(text);
  constexpr unsigned kYearMin = 1000;
  if (parts.size() != 3) return {};
  if (parts[0] >= kYearMin) {
    const auto day = date_of(parts[0], parts[1], parts[2]);
    return day ? fmt::format("write {}", ledger::to_text(*day)) : std::string();
  }
  if (parts[2] < kYearMin) return {};
  const auto day_first = date_of(parts[2], parts[1], parts[0]);
  const auto month_first = date_of(parts[2], parts[0], parts[1]);
  if (day_first && month_first && *day_first != *month_first) {
    return fmt::format("it can mean two days: write {} or {}", ledger::to_text(*day_first),
                       ledger::to_text(*month_first));
  }
  if (!day_first && !month_first) return {};
  return fmt::format("write {}", ledger::to_text(day_first ? *day_first : *month_first));
}

std::string item_hint(std::string_view text, std::string_view lists,
                      const ledger::Governance& governance) {
  const std::vector<std::string> ids = items_of(lists, governance);
  if (ids.empty()) return {};
  std::string hint = fmt::format("one of {}", names_of(ids));
  if (const auto near = ledger::nearest(folded(text), ids); !near.empty())
    hint += fmt::format("; did you mean {}?", near);
  return hint;
}

}  // namespace pledgebook::cli
