// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/valued_pledge.h"

#include <algorithm>
#include <ranges>

namespace pledgebook::projections {
namespace {

bool is_disputed(const Context& context, const Version* version) {
  return version != nullptr && context.is_disputed(version->keys, version->index);
}

ledger::Date rate_day(const Version& now, const Figure& figure, Amount amount) {
  if (amount != Amount::announced) return figure.until;
  return ledger::date_of(now.published->at);
}

ValuedAmount value(const Context& context, const Version& now, const Figure& figure, Amount amount,
                   bool disputed) {
  ValuedAmount valued{.money = figure.money, .usd = std::nullopt, .disputed = disputed};
  if (now.published) {
    const ledger::Index index = amount == Amount::announced ? now.published->index : figure.origin;
    valued.usd = context.usd(figure.money, rate_day(now, figure, amount), index);
  }
  return valued;
}

// Whether the record that states the amount is disputed; for a verified amount, its review too.
bool rests_on_disputed(const Context& context, const Grounds& grounds, const Figure& figure,
                       Amount amount) {
  if (context.is_disputed(grounds.origin_keys[std::to_underlying(amount)], figure.origin))
    return true;
  return amount == Amount::verified && grounds.review &&
         context.is_disputed(grounds.review_keys, *grounds.review);
}

std::chrono::year_month month_of(ledger::Instant at) {
  const std::chrono::year_month_day day{ledger::date_of(at)};
  return day.year() / day.month();
}

}  // namespace

ValuedPledge value_pledge(const Context& context, Ordinal ordinal, const Facts& facts,
                          const Version& latest, const Grounds& grounds) {
  ValuedPledge pledge{.ordinal = ordinal,
                      .facts = &facts,
                      .latest = &latest,
                      .submitted = grounds.submitted,
                      .records = grounds.records,
                      .versions = {},
                      .counts = ledger::counts_in_totals(latest.state),
                      .amounts = {},
                      .disputed = false,
                      .recovered = false};
  for (std::size_t i = 0; i < kAmounts; ++i) {
    const auto& figure = latest.*kFigures[i];
    if (!figure) continue;
    const Amount amount{static_cast<std::uint8_t>(i)};
    const bool disputed =
        context.has_disputes() && rests_on_disputed(context, grounds, *figure, amount);
    pledge.amounts[i] = value(context, latest, *figure, amount, disputed);
  }
  // A dispute covers all records from one on, so checking a key's last record is enough.
  pledge.disputed = context.has_disputes() &&
                    std::ranges::any_of(grounds.last_signed, [&](const auto& signed_last) {
                      return context.is_disputed(signed_last.first, signed_last.second);
                    });
  pledge.recovered = std::ranges::any_of(grounds.last_signed, [&](const auto& signed_last) {
    return context.background().recovered.contains(signed_last.first);
  });
  return pledge;
}

ValuedPledge value_pledge(const Context& context, Ordinal ordinal, const Facts& facts,
                          std::span<const Version> versions) {
  Grounds grounds;
  if (context.signers_matter()) {
    grounds = grounds_of(versions);
  } else {  // then it does not matter who signed what
    grounds.submitted = versions.front().at;
    grounds.records = versions.size();
  }
  ValuedPledge pledge = value_pledge(context, ordinal, facts, versions.back(), grounds);
  pledge.versions = versions;
  return pledge;
}

std::vector<Movement> movements(const Context& context, const ValuedPledge& pledge) {
  std::vector<Movement> moved;
  if (!pledge.counts) return moved;
  for (const Amount amount : {Amount::committed, Amount::disbursed}) {
    const FigureOf figure_of = kFigures[std::to_underlying(amount)];
    std::optional<ValuedAmount> before;
    for (std::size_t i = 0; i < pledge.versions.size(); ++i) {
      const Version& version = pledge.versions[i];
      if (!version.is_report) continue;
      const std::optional<Figure>& figure = version.*figure_of;
      std::optional<ValuedAmount> after;
      // Valued as of today, so that the movements add up to the current figures.
      if (figure) {
        const bool disputed = context.has_disputes() &&
                              is_disputed(context, version_at(pledge.versions, figure->origin));
        after = value(context, pledge.now(), *figure, amount, disputed);
      }
      const auto month = month_of(version.at);
      if (before) {
        before->money.amount = ledger::Decimal{} - before->money.amount;
        if (before->usd) before->usd = ledger::Decimal{} - *before->usd;
        moved.push_back({month, amount, *before, 0});
      }
      if (after) moved.push_back({month, amount, *after, 1});
      before = after;
    }
  }
  return moved;
}

ledger::Date ValuedPledge::list_day() const noexcept {
  return ledger::date_of(now().published ? now().published->at : submitted);
}

std::optional<ledger::Decimal> ValuedPledge::usd(const Context& context,
                                                 const ledger::Money& money) const {
  if (!now().published) return std::nullopt;
  return context.usd(money, ledger::date_of(now().published->at), now().published->index);
}

std::optional<UsdValue> ValuedPledge::usd_value() const noexcept {
  const auto& announced = amount(Amount::announced);
  if (!counts || !announced) return std::nullopt;
  return announced->usd ? UsdValue::with : UsdValue::without;
}

std::optional<ledger::Timeliness> ValuedPledge::timeliness(ledger::Date today) const noexcept {
  if (!now().last_activity || !ledger::is_open(now().state)) return std::nullopt;
  return ledger::timeliness(*now().last_activity, today);
}

}  // namespace pledgebook::projections
