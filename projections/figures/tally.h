// SPDX-License-Identifier: Apache-2.0
// Tally: the sums of a set of pledges. A commutative group: pledges can be added and taken away in
// any order, without trace. So a tally kept in step with the log equals one computed from scratch.
// Sums are exact; nothing here rounds.
#pragma once

#include <array>
#include <cstdint>
#include <map>

#include "projections/figures/valued_pledge.h"

namespace pledgebook::projections {

enum class Sign : std::int64_t { add = 1, take = -1 };

// An amount in one currency, and the number of its pledges.
struct CurrencySum {
  std::int64_t count = 0;
  ledger::Decimal sum;
  friend bool operator==(const CurrencySum&, const CurrencySum&) = default;
};
void members(auto& row, ledger::Is<CurrencySum> auto& v) { row(v.count, v.sum); }
using CurrencySums = std::map<ledger::Currency, CurrencySum>;

struct Sums {
  CurrencySums by_currency;
  CurrencySums no_usd;    // the part of it without a USD value
  CurrencySums disputed;  // the part of it that is disputed
  ledger::Decimal usd;    // the rest, in USD

  void add(const ValuedAmount& valued, Sign sign, std::int64_t count = 1);
  Sums& operator+=(const Sums& other);
  friend bool operator==(const Sums&, const Sums&) = default;
};
void members(auto& row, ledger::Is<Sums> auto& v) {
  row(v.by_currency, v.no_usd, v.disputed, v.usd);
}

struct Amounts {
  std::array<Sums, kAmounts> sums;

  [[nodiscard]] const Sums& of(Amount amount) const noexcept {
    return sums[std::to_underlying(amount)];
  }
  [[nodiscard]] Sums& of(Amount amount) noexcept { return sums[std::to_underlying(amount)]; }
  Amounts& operator+=(const Amounts& other);
  friend bool operator==(const Amounts&, const Amounts&) = default;
};
void members(auto& row, ledger::Is<Amounts> auto& v) { row(v.sums); }

// The count of each day; days with count zero are left out.
using DayCounts = std::map<ledger::Date, std::int64_t>;

struct Tally {
  std::int64_t pledges = 0;
  std::array<std::int64_t, names_of(ledger::Lifecycle{}).size()> by_state{};
  std::array<std::int64_t, names_of(ledger::Assurance{}).size()> by_assurance{};
  std::int64_t entered_on_behalf = 0;
  std::int64_t recovered = 0;
  std::int64_t disputed = 0;
  // Of pledges whose amounts count.
  std::int64_t targets_met = 0;
  std::int64_t targets = 0;
  Amounts amounts;
  // Of pledges that owe reports: the basis of timeliness.
  DayCounts last_activity;
  DayCounts last_report;

  void add(const ValuedPledge& standing, Sign sign);
  Tally& operator+=(const Tally& other);
  friend bool operator==(const Tally&, const Tally&) = default;
};
void members(auto& row, ledger::Is<Tally> auto& v) {
  row(v.pledges, v.by_state, v.by_assurance, v.entered_on_behalf, v.recovered, v.disputed,
      v.targets_met, v.targets, v.amounts, v.last_activity, v.last_report);
}

}  // namespace pledgebook::projections
