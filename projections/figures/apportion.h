// SPDX-License-Identifier: Apache-2.0
// Apportioning: a pledge's value divided among the countries that it names, so that the parts add
// up to the whole, to the last cent (domain.md, "Totals").
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "projections/figures/valued_pledge.h"

namespace pledgebook::projections {

// Divides `amount` in proportion to the weights, in whole `unit`s; leftover units go to the largest
// remainders, among equals to the first. A weight of zero gets nothing; if all weights are zero,
// the first gets everything. `unit` is greater than zero; if it does not divide `amount`, the rest
// goes to the first with a weight.
[[nodiscard]] std::vector<ledger::Decimal> apportion(ledger::Decimal amount,
                                                     std::span<const ledger::Decimal> weights,
                                                     ledger::Decimal unit);

// The parts of the countries, in the order of iso3; without shares they are equal. Not empty.
[[nodiscard]] std::vector<ValuedAmount> apportion(const ValuedAmount& valued,
                                            std::span<const CountryFacts> countries);

// Whether a pledge's value can be apportioned; else it is "unallocated".
[[nodiscard]] bool is_allocated(const Facts& facts) noexcept;

}  // namespace pledgebook::projections
