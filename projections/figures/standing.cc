// SPDX-License-Identifier: Apache-2.0
#include "projections/figures/standing.h"

#include <algorithm>
#include <ranges>

namespace pledgebook::projections {
namespace {

using FigureOf = std::optional<Figure> Version::*;
constexpr std::array<FigureOf, kAmounts> kFigures{&Version::announced, &Version::committed,
                                                  &Version::disbursed, &Version::verified};

const Version* version_at(std::span<const Version> versions, ledger::Index index) {
  const auto found = std::ranges::lower_bound(versions, index, {}, &Version::index);
  return found != versions.end() && found->index == index ? &*found : nullptr;
}

bool is_disputed(const Context& context, const Version* version) {
  return version != nullptr && context.is_disputed(version->keys, version->index);
}

// The last review of the report at `origin`: the verified figure depends on it and on the report.
const Version* last_review(std::span<const Version> versions, ledger::Index origin) {
  for (const Version& version : std::views::reverse(versions)) {
    if (version.reviewed == origin) return &version;
  }
  return nullptr;
}

ledger::Date rate_day(const Version& now, const Figure& figure, Amount amount) {
  if (amount != Amount::announced) return figure.until;
  return ledger::date_of(now.published->at);
}

Valued value(const Context& context, std::span<const Version> versions, const Figure& figure,
             Amount amount) {
  const Version& now = versions.back();
  Valued valued{.money = figure.money, .usd = std::nullopt, .disputed = false};
  if (now.published) {
    const ledger::Index index = amount == Amount::announced ? now.published->index : figure.origin;
    valued.usd = context.usd(figure.money, rate_day(now, figure, amount), index);
  }
  if (context.has_disputes()) {
    valued.disputed =
        is_disputed(context, version_at(versions, figure.origin)) ||
        (amount == Amount::verified && is_disputed(context, last_review(versions, figure.origin)));
  }
  return valued;
}

std::chrono::year_month month_of(ledger::Instant at) {
  const std::chrono::year_month_day day{ledger::date_of(at)};
  return day.year() / day.month();
}

}  // namespace

Standing stand(const Context& context, Ordinal ordinal, const Facts& facts,
               std::span<const Version> versions) {
  const Version& now = versions.back();
  Standing standing{.ordinal = ordinal,
                    .facts = &facts,
                    .versions = versions,
                    .counts = ledger::counts_in_totals(now.state),
                    .amounts = {},
                    .disputed = false,
                    .recovered = false};
  for (std::size_t i = 0; i < kAmounts; ++i) {
    if (const auto& figure = now.*kFigures[i])
      standing.amounts[i] = value(context, versions, *figure, Amount{static_cast<std::uint8_t>(i)});
  }
  if (context.has_disputes()) {
    standing.disputed = std::ranges::any_of(
        versions, [&](const Version& version) { return is_disputed(context, &version); });
  }
  if (!context.background().recovered.empty()) {
    standing.recovered = std::ranges::any_of(
        versions, [&](const Version& version) { return context.is_recovered(version.keys); });
  }
  return standing;
}

std::vector<Movement> movements(const Context& context, const Standing& standing) {
  std::vector<Movement> moved;
  if (!standing.counts) return moved;
  for (const Amount amount : {Amount::committed, Amount::disbursed}) {
    const FigureOf figure_of = kFigures[std::to_underlying(amount)];
    std::optional<Valued> before;
    for (std::size_t i = 0; i < standing.versions.size(); ++i) {
      const Version& version = standing.versions[i];
      if (!version.is_report) continue;
      const std::optional<Figure>& figure = version.*figure_of;
      std::optional<Valued> after;
      // Valued as of today, so that the changes add up to the current figure.
      if (figure) after = value(context, standing.versions, *figure, amount);
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

ledger::Date Standing::list_day() const noexcept {
  return ledger::date_of(now().published ? now().published->at : versions.front().at);
}

std::optional<ledger::Decimal> Standing::usd(const Context& context,
                                             const ledger::Money& money) const {
  if (!now().published) return std::nullopt;
  return context.usd(money, ledger::date_of(now().published->at), now().published->index);
}

std::optional<ledger::Timeliness> Standing::timeliness(ledger::Date today) const noexcept {
  if (!now().last_activity || !ledger::is_open(now().state)) return std::nullopt;
  return ledger::timeliness(*now().last_activity, today);
}

}  // namespace pledgebook::projections
