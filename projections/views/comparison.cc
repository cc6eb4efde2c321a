// SPDX-License-Identifier: Apache-2.0
#include "projections/views/comparison.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace pledgebook::projections {
namespace {

using ledger::Decimal;
using ledger::Result;

// A pledge at one of the two times.
struct Seen {
  Ordinal ordinal{};
  ledger::PledgeId id;
  ledger::PartyId member;
  std::string title;
  Stood stood;
};

Stood stood(const ValuedPledge& pledge) {
  Stood now{
      .state = pledge.now().state, .counts = pledge.counts, .usd = {}, .records = pledge.records};
  if (!pledge.counts) return now;
  for (std::size_t i = 0; i < kAmounts; ++i) {
    const auto& amount = pledge.amounts[i];
    if (amount && amount->usd) now.usd[i] = *amount->usd;
  }
  return now;
}

Step step_of(const Difference& difference) {
  const bool was_counted = difference.before && difference.before->counts;
  const bool is_counted = difference.after && difference.after->counts;
  if (!was_counted && is_counted) return Step::added;
  if (was_counted && !is_counted) return Step::left;
  return difference.change(Amount::announced).is_zero() ? Step::same : Step::changed;
}

// In the order of submission.
Result<std::vector<Seen>> read(const Selection& selection, Cut& total) {
  std::vector<Seen> seen;
  LEDGER_CHECK(selection.for_each_by_name([&](const ValuedPledge& pledge) {
    total.add(pledge, Sign::add);
    const Facts& facts = *pledge.facts;
    seen.push_back({pledge.ordinal, facts.id, facts.owner, facts.title, stood(pledge)});
  }));
  return seen;
}

// What differs between the two; the later state gives the words.
std::vector<Difference> differences_of(std::vector<Seen> before, std::vector<Seen> after) {
  std::vector<Difference> differences;
  auto then = before.begin();
  auto now = after.begin();
  while (then != before.end() || now != after.end()) {
    const bool was = now == after.end() || (then != before.end() && then->ordinal <= now->ordinal);
    const bool is = then == before.end() || (now != after.end() && now->ordinal <= then->ordinal);
    Seen& seen = is ? *now : *then;
    Difference difference{
        std::move(seen.id), std::move(seen.member), std::move(seen.title), {}, {}, {}};
    if (was) difference.before = (then++)->stood;
    if (is) difference.after = (now++)->stood;
    if (difference.before == difference.after) continue;
    difference.step = step_of(difference);
    differences.push_back(std::move(difference));
  }
  return differences;
}

Decimal magnitude(Decimal amount) { return amount < Decimal() ? Decimal() - amount : amount; }

}  // namespace

Decimal Difference::change(Amount amount) const noexcept {
  const auto at = std::to_underlying(amount);
  const Decimal from = before ? before->usd.at(at) : Decimal();
  const Decimal to = after ? after->usd.at(at) : Decimal();
  return to - from;
}

Decimal Comparison::sum(Step step, Amount amount) const noexcept {
  Decimal total;
  for (const Difference& difference : differences) {
    if (difference.step == step) total += difference.change(amount);
  }
  return total;
}

Result<Comparison> compare(const Views& views, const Query& first, const Query& second,
                           ledger::RecordedAt now) {
  Comparison comparison;
  LEDGER_TRY(const auto before, Selection::make(views, first, now));
  LEDGER_TRY(const auto after, Selection::make(views, second, now));
  comparison.first = before.standing();
  comparison.second = after.standing();
  LEDGER_TRY(auto seen_before, read(before, comparison.before));
  LEDGER_TRY(auto seen_after, read(after, comparison.after));
  comparison.differences = differences_of(std::move(seen_before), std::move(seen_after));
  std::ranges::stable_sort(comparison.differences, std::ranges::greater(), [](const Difference& d) {
    return magnitude(d.change(Amount::announced));
  });
  return comparison;
}

}  // namespace pledgebook::projections
