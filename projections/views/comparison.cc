// SPDX-License-Identifier: Apache-2.0
#include "projections/views/comparison.h"

#include <algorithm>
#include <map>

namespace pledgebook::projections {
namespace {

using ledger::Decimal;
using ledger::Result;

using Differences = std::map<Ordinal, Difference>;

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

Result<void> read(const Selection& selection, Tally& tally, Differences& differences,
                  std::optional<Stood> Difference::* side) {
  return selection.for_each([&](const ValuedPledge& pledge) {
    tally.add(pledge, Sign::add);
    Difference& difference = differences[pledge.ordinal];
    // The later state gives the words.
    difference.pledge = pledge.facts->id;
    difference.member = pledge.facts->owner;
    difference.title = pledge.facts->title;
    difference.*side = stood(pledge);
  });
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
  Differences differences;
  LEDGER_TRY(const auto before, Selection::make(views, first, now));
  LEDGER_TRY(const auto after, Selection::make(views, second, now));
  comparison.first = before.standing();
  comparison.second = after.standing();
  LEDGER_CHECK(read(before, comparison.before, differences, &Difference::before));
  LEDGER_CHECK(read(after, comparison.after, differences, &Difference::after));
  for (auto& [ordinal, difference] : differences) {
    if (difference.before == difference.after) continue;
    difference.step = step_of(difference);
    comparison.differences.push_back(std::move(difference));
  }
  std::ranges::stable_sort(comparison.differences, std::ranges::greater(), [](const Difference& d) {
    return magnitude(d.change(Amount::announced));
  });
  return comparison;
}

}  // namespace pledgebook::projections
