// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/values/reference.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/domain/values/embedded_reference.h"

namespace pledgebook::ledger {
namespace {

// The text before `separator`, which is removed from `rest` too.
std::string_view take(std::string_view& rest, char separator) noexcept {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return taken;
}

template <class Number>
Number parse_number(std::string_view digits) noexcept {
  Number number{};
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

CountryEntry parse_country(std::string_view line) noexcept {
  CountryEntry entry;
  entry.iso3 = take(line, '\t');
  entry.iso2 = take(line, '\t');
  entry.m49 = parse_number<std::uint16_t>(take(line, '\t'));
  entry.name = line;
  return entry;
}

CurrencyEntry parse_currency(std::string_view line) noexcept {
  CurrencyEntry entry;
  entry.code = take(line, '\t');
  entry.minor_units = parse_number<int>(take(line, '\t'));
  entry.name = line;
  return entry;
}

// The rows of a table, in its order. Its format is not checked here: it is part of the program, and
// tests compare it with its sources.
template <class Entry>
std::vector<Entry> parse_table(std::string_view text, Entry (*parse_line)(std::string_view)) {
  std::vector<Entry> entries;
  while (!text.empty()) {
    const std::string_view line = take(text, '\n');
    if (!line.starts_with('#')) entries.push_back(parse_line(line));
  }
  return entries;
}

template <class Entry>
const Entry* find(std::span<const Entry> entries, std::string_view code,
                  std::string_view Entry::* key) noexcept {
  const auto found = std::ranges::lower_bound(entries, code, std::less<>{}, key);
  return found != entries.end() && (*found).*key == code ? &*found : nullptr;
}

}  // namespace

std::span<const CountryEntry> countries() {
  static const auto table = parse_table<CountryEntry>(embedded::kCountries, parse_country);
  return table;
}

const CountryEntry* find_country(std::string_view iso3) noexcept {
  return find(countries(), iso3, &CountryEntry::iso3);
}

std::span<const CurrencyEntry> currencies() {
  static const auto table = parse_table<CurrencyEntry>(embedded::kCurrencies, parse_currency);
  return table;
}

const CurrencyEntry* find_currency(std::string_view code) noexcept {
  return find(currencies(), code, &CurrencyEntry::code);
}

int minor_units(const Currency& currency) noexcept {
  constexpr int kMinorUnitsUsual = 2;
  const CurrencyEntry* entry = find_currency(currency.code());
  return entry == nullptr ? kMinorUnitsUsual : entry->minor_units;
}

std::string amount_text(Decimal amount, const Currency& currency) {
  return amount.text(minor_units(currency));
}

bool is_known_profile(std::string_view profile) noexcept {
  return profile == "p2c" || profile == "none";
}

std::string_view known_profiles() noexcept { return "p2c, none"; }

std::span<const ProfileDocument> profile_documents(std::string_view profile) {
  static const std::array p2c{
      ProfileDocument{"list.published", "focus-area", embedded::kFocusArea},
      ProfileDocument{"list.published", "country-group-2020-12-04",
                      embedded::kCountryGroup20201204},
      ProfileDocument{"list.published", "country-group-2023-12-13",
                      embedded::kCountryGroup20231213},
      ProfileDocument{"list.published", "country-group-2024-12-13",
                      embedded::kCountryGroup20241213},
      ProfileDocument{"list.published", "region", embedded::kRegion},
      ProfileDocument{"list.published", "sdg", embedded::kSdg},
      ProfileDocument{"list.published", "wsis-action-line", embedded::kWsisActionLine},
      ProfileDocument{"list.published", "connect-2030-goal", embedded::kConnect2030Goal},
      ProfileDocument{"list.published", "strategic-goal", embedded::kStrategicGoal},
      ProfileDocument{"list.published", "framework", embedded::kFramework},
      ProfileDocument{"list.published", "beneficiary-group", embedded::kBeneficiaryGroup},
      ProfileDocument{"list.published", "pledging-event", embedded::kPledgingEvent},
      ProfileDocument{"objective.set", "objective-people-offline",
                      embedded::kObjectivePeopleOffline},
      ProfileDocument{"objective.set", "objective-pledged-by-2026",
                      embedded::kObjectivePledgedBy2026},
      ProfileDocument{"objective.set", "objective-schools-connected",
                      embedded::kObjectiveSchoolsConnected},
  };
  if (profile == "p2c") return p2c;
  return {};
}

}  // namespace pledgebook::ledger
