// SPDX-License-Identifier: Apache-2.0
// Reference data compiled into the program: countries and currencies, which belong to rule set 1,
// and the documents of a profile, which `init` publishes as the first statements of a ledger. Codes
// and minor units of rule set 1 never change, so that history never turns invalid; a later rule set
// brings tables of its own. Sources and what was left out: docs/decisions/0003-reference-data.md.
// Everything here is immutable and may be called from any thread; all views and pointers live as
// long as the program.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ledger/domain/values/money.h"

namespace pledgebook::ledger {

// A country or territory of ISO 3166-1. Names are for people: English, in ISO's own word order.
struct CountryEntry {
  std::string_view iso3;
  std::string_view iso2;
  std::string_view name;
  std::uint16_t m49 =
      0;  // ISO's numeric code, which is the UN's M49 code; written with three digits
};

// A currency for pledges: ISO 4217 without metals, bond units and test codes.
struct CurrencyEntry {
  std::string_view code;
  std::string_view name;
  int minor_units = 2;  // decimals that an amount may have, 0 to 4
};

// One statement that `init --profile` makes, before it has a ledger, a time or a signature.
struct ProfileDocument {
  std::string_view kind;  // list.published or objective.set
  std::string_view name;  // of the file it came from, without extension; unique in its profile
  std::string_view json;  // the body, UTF-8, laid out for people: not canonical
};

// All of them, ascending by iso3.
[[nodiscard]] std::span<const CountryEntry> countries();
// Null unless `iso3` is exactly such a code, in capitals.
[[nodiscard]] const CountryEntry* find_country(std::string_view iso3) noexcept;

// All of them, ascending by code.
[[nodiscard]] std::span<const CurrencyEntry> currencies();
// Null unless `code` is exactly such a code, in capitals.
[[nodiscard]] const CurrencyEntry* find_currency(std::string_view code) noexcept;
// The decimals of its minor unit: 2 for USD, 0 for JPY; 2 for a code that is no currency.
[[nodiscard]] int minor_units(const Currency& currency) noexcept;
// The amount with these decimals, and more only if it has more: "5000" in JPY, "1.500" in KWD.
[[nodiscard]] std::string amount_text(Decimal amount, const Currency& currency);

// `p2c`, the Partner2Connect coalition, or `none`, which publishes nothing: for a register of
// another coalition.
[[nodiscard]] bool is_known_profile(std::string_view profile) noexcept;
// The names above for an error message: "p2c, none".
[[nodiscard]] std::string_view known_profiles() noexcept;
// In the order in which `init` publishes them; empty for `none` and for an unknown profile.
[[nodiscard]] std::span<const ProfileDocument> profile_documents(std::string_view profile);

}  // namespace pledgebook::ledger
