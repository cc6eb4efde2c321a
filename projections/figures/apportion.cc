// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/apportion.h"

#include <algorithm>
#include <numeric>

#include "ledger/domain/values/reference.h"

namespace pledgebook::projections {
namespace {

using ledger::Decimal;
using ledger::Int128;

// The value of one minor unit of a currency: 0.01 for USD, 1 for JPY.
Decimal minor_unit(const ledger::Currency& currency) {
  Int128 unit = Decimal::kUnit;
  for (int i = 0; i < ledger::minor_units(currency); ++i) unit /= 10;
  return Decimal::from_ten_thousandths(unit);
}

}  // namespace

std::vector<Decimal> apportion(Decimal amount, std::span<const Decimal> weights, Decimal unit) {
  std::vector<Decimal> parts(weights.size());
  Int128 total = 0;
  for (const Decimal weight : weights) total += weight.ten_thousandths();
  const Int128 unit_size = unit.ten_thousandths();
  const Int128 units = amount.ten_thousandths() / unit_size;
  if (total == 0) {
    parts.front() = amount;
    return parts;
  }
  std::vector<Int128> remainders(weights.size());
  Int128 left = units;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    // Whole multiples of the total are taken out first, so that the product can't overflow.
    const Int128 weight = weights[i].ten_thousandths();
    const Int128 product = units % total * weight;
    const Int128 part = units / total * weight + product / total;
    remainders[i] = product % total;
    parts[i] = Decimal::from_ten_thousandths(part * unit_size);
    left -= part;
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t i) { return remainders[i]; });
  for (const std::size_t i : order) {
    if (left == 0) break;
    parts[i] += unit;
    --left;
  }
  const auto first = std::ranges::find_if(weights, [](Decimal w) { return !w.is_zero(); });
  parts[static_cast<std::size_t>(first - weights.begin())] +=
      Decimal::from_ten_thousandths(amount.ten_thousandths() % unit_size);
  return parts;
}

std::vector<ValuedAmount> apportion(const ValuedAmount& valued,
                                    std::span<const CountryFacts> countries) {
  const bool by_share =
      std::ranges::any_of(countries, [](const CountryFacts& c) { return c.share.has_value(); });
  std::vector<Decimal> weights;
  for (const CountryFacts& country : countries) {
    // Only the proportion counts.
    weights.push_back(Decimal::from_ten_thousandths(
        by_share ? country.share.value_or(ledger::Share{}).millionths() : 1));
  }
  const auto amounts = apportion(valued.money.amount, weights, minor_unit(valued.money.currency));
  std::vector<Decimal> usd;
  if (valued.usd) usd = apportion(*valued.usd, weights, minor_unit(ledger::Currency::usd()));
  std::vector<ValuedAmount> parts;
  for (std::size_t i = 0; i < countries.size(); ++i) {
    parts.push_back({.money = {amounts[i], valued.money.currency},
                     .usd = valued.usd ? std::optional(usd[i]) : std::nullopt,
                     .disputed = valued.disputed});
  }
  return parts;
}

bool is_allocated(const Facts& facts) noexcept {
  return facts.scope == ledger::Scope::countries && !facts.countries.empty();
}

}  // namespace pledgebook::projections
