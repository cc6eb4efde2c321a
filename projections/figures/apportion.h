// SPDX-License-Identifier: Apache-2.0
// Apportioning: a pledge's value divided among the countries that it names, so that the parts add
// up to the whole, to the last cent (domain.md, "Totals").
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "projections/figures/standing.h"

namespace pledgebook::projections {

// `amount` in parts that stand to each other as the weights do, in whole `unit`s; what is left over
// goes to the largest remainders, among equals to the first. Weights of zero get nothing; with no
// weight above zero, the first gets all. `unit` is greater than zero and divides `amount` but for a
// rest, which goes to the first with a weight.
[[nodiscard]] std::vector<ledger::Decimal> apportion(ledger::Decimal amount,
                                                     std::span<const ledger::Decimal> weights,
                                                     ledger::Decimal unit);

// The parts of the countries, which stand in the order of iso3; no shares mean equal ones. Not
// empty.
[[nodiscard]] std::vector<Valued> apportion(const Valued& valued,
                                            std::span<const CountryFacts> countries);

// Whether a pledge's value can be apportioned; else it is "unallocated".
[[nodiscard]] bool is_allocated(const Facts& facts) noexcept;

}  // namespace pledgebook::projections
