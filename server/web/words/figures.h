// SPDX-License-Identifier: Apache-2.0
// Figures: numbers, amounts and days as people of a language write them (ui.md, "Words"). Between
// parts stands a no-break space. Digits are Latin in every language.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/domain/values/money.h"
#include "ledger/domain/values/timestamp.h"
#include "server/web/words/language.h"

namespace pledgebook::server {

class Figures {
 public:
  explicit Figures(Language language) noexcept : language_(language) {}

  // "12,500"
  [[nodiscard]] std::string count(std::int64_t number) const;
  // All its places: "1,234.5"
  [[nodiscard]] std::string decimal(ledger::Decimal number, int places_min = 0) const;
  // "EUR 155,000,000", with the decimals of the currency unless they are zero.
  [[nodiscard]] std::string money(const ledger::Money& money) const;
  // "USD 21.75 bn", "USD 522 m", "USD 10.7 m", "USD 350,000": rounded half to even.
  [[nodiscard]] std::string usd(ledger::Decimal amount) const;
  // The same without the currency, for charts and key figures.
  [[nodiscard]] std::string scaled(ledger::Decimal amount) const;
  // The same without decimals that say nothing: "10 bn", "2.5 m".
  [[nodiscard]] std::string axis(ledger::Decimal amount) const;
  // In millions: "20,018.7". Nothing is "0", and an amount too small to be seen "< 0.1".
  [[nodiscard]] std::string millions(ledger::Decimal amount, int places = 1) const;
  // "28 Nov 2026"
  [[nodiscard]] std::string day(ledger::Date date) const;
  // "28 November 2026"
  [[nodiscard]] std::string long_day(ledger::Date date) const;
  // "Nov 2026"
  [[nodiscard]] std::string month(ledger::Date date) const;
  // "28 Nov 2026, 11:20 UTC"
  [[nodiscard]] std::string time(ledger::RecordedAt time) const;
  // "46 %"
  [[nodiscard]] std::string percent(std::int64_t part, std::int64_t whole) const;

 private:
  [[nodiscard]] std::string scaled(ledger::Decimal amount, bool is_trimmed) const;
  Language language_;
};

}  // namespace pledgebook::server
