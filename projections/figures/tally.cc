// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/tally.h"

#include <utility>

namespace pledgebook::projections {
namespace {

void add_sum(CurrencySums& sums, const ledger::Currency& currency, const CurrencySum& by) {
  const auto at = sums.try_emplace(currency).first;
  at->second.count += by.count;
  at->second.sum += by.sum;
  if (at->second == CurrencySum{}) sums.erase(at);
}

void add_sums(CurrencySums& sums, const CurrencySums& by) {
  for (const auto& [currency, sum] : by) add_sum(sums, currency, sum);
}

void add_count(DayCounts& counts, ledger::Date day, std::int64_t by) {
  const auto at = counts.try_emplace(day).first;
  at->second += by;
  if (at->second == 0) counts.erase(at);
}

void add_counts(DayCounts& counts, const DayCounts& by) {
  for (const auto& [day, count] : by) add_count(counts, day, count);
}

template <std::size_t N>
void add_all(std::array<std::int64_t, N>& counts, const std::array<std::int64_t, N>& by) {
  for (std::size_t i = 0; i < N; ++i) counts[i] += by[i];
}

ledger::Decimal signed_by(Sign sign, ledger::Decimal value) {
  return sign == Sign::add ? value : ledger::Decimal{} - value;
}

}  // namespace

void Sums::add(const ValuedAmount& valued, Sign sign, std::int64_t count) {
  const CurrencySum by{count * std::to_underlying(sign), signed_by(sign, valued.money.amount)};
  add_sum(by_currency, valued.money.currency, by);
  if (valued.usd) {
    usd += signed_by(sign, *valued.usd);
  } else {
    add_sum(no_usd, valued.money.currency, by);
  }
  if (valued.disputed) add_sum(disputed, valued.money.currency, by);
}

Sums& Sums::operator+=(const Sums& other) {
  add_sums(by_currency, other.by_currency);
  add_sums(no_usd, other.no_usd);
  add_sums(disputed, other.disputed);
  usd += other.usd;
  return *this;
}

Amounts& Amounts::operator+=(const Amounts& other) {
  for (std::size_t i = 0; i < kAmounts; ++i) sums[i] += other.sums[i];
  return *this;
}

void Tally::add(const ValuedPledge& standing, Sign sign) {
  const std::int64_t one = std::to_underlying(sign);
  const Version& now = standing.now();
  pledges += one;
  by_state.at(std::to_underlying(now.state)) += one;
  by_assurance.at(std::to_underlying(now.assurance)) += one;
  if (now.entered_on_behalf) entered_on_behalf += one;
  if (standing.recovered) recovered += one;
  if (standing.disputed) disputed += one;
  if (now.last_activity && ledger::is_open(now.state))
    add_count(last_activity, *now.last_activity, one);
  if (now.last_report) add_count(last_report, *now.last_report, one);
  if (!standing.counts) return;
  targets_met += one * now.targets_met;
  targets += one * std::ssize(standing.facts->targets);
  for (std::size_t i = 0; i < kAmounts; ++i) {
    if (standing.amounts[i]) amounts.sums[i].add(*standing.amounts[i], sign);
  }
}

Tally& Tally::operator+=(const Tally& other) {
  pledges += other.pledges;
  add_all(by_state, other.by_state);
  add_all(by_assurance, other.by_assurance);
  entered_on_behalf += other.entered_on_behalf;
  recovered += other.recovered;
  disputed += other.disputed;
  targets_met += other.targets_met;
  targets += other.targets;
  amounts += other.amounts;
  add_counts(last_activity, other.last_activity);
  add_counts(last_report, other.last_report);
  return *this;
}

}  // namespace pledgebook::projections
