// SPDX-License-Identifier: Apache-2.0
// Comparison: the same question at two moments: which pledges came, changed and left, and how that
// adds up to the difference of the totals. Amounts in USD, each as valued at its moment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/rules/pledge_state.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/figures/facets.h"
#include "projections/figures/tally.h"
#include "projections/query/query.h"
#include "projections/query/selection.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// Why the announced total differs because of a pledge.
enum class Step : std::uint8_t {
  added,    // it was not in the first total: new, published since, or selected since
  changed,  // it is in both, with another value: amended, corrected, or valued anew
  left,     // it is not in the second total: withdrawn, lapsed, replaced, or no longer selected
  same      // its announced value is the same; something else changed
};
constexpr auto names_of(Step) {
  return std::to_array<ledger::Name<Step>>({{Step::added, "added"},
                                            {Step::changed, "changed"},
                                            {Step::left, "left"},
                                            {Step::same, "same"}});
}

// One of the two states of a pledge.
struct Stood {
  ledger::Lifecycle state{};
  bool counts = false;
  std::array<ledger::Decimal, kAmounts> usd;  // zero where it doesn't count or has no USD value
  std::uint64_t records = 0;
  friend bool operator==(const Stood&, const Stood&) = default;
};

struct Difference {
  ledger::PledgeId pledge;
  ledger::PartyId member;
  std::string title;
  Step step{};
  std::optional<Stood> before;  // nothing if it was not selected then
  std::optional<Stood> after;
  [[nodiscard]] ledger::Decimal change(Amount amount) const noexcept;
};

struct Comparison {
  Standing first;
  Standing second;
  Cut before;
  Cut after;
  std::vector<Difference> differences;  // the largest change of the announced value first
  // What the differences of a step add up to.
  [[nodiscard]] ledger::Decimal sum(Step step, Amount amount) const noexcept;
};

// The same filters at two times; `first` and `second` are queries that differ in their times alone.
[[nodiscard]] ledger::Result<Comparison> compare(const Views& views, const Query& first,
                                                 const Query& second, ledger::RecordedAt now);

}  // namespace pledgebook::projections
