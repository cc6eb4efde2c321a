// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/downloads.h"

#include <chrono>
#include <map>

#include "projections/views/cuts.h"
#include "projections/views/dashboard.h"
#include "server/web/pages/csv.h"
#include "server/web/parts/names.h"

namespace pledgebook::server {
namespace {

using ledger::Decimal;
using projections::Amount;
using projections::Facet;
using projections::Selection;
using projections::ValuedPledge;

constexpr std::string_view kLicence = "CC BY 4.0";

std::string day_text(const std::optional<ledger::Date>& day) {
  return day ? ledger::to_text(*day) : std::string();
}

// The last columns of every row.
void end_row(Csv& csv, const projections::Standing& standing) {
  csv.text(ledger::to_text(standing.as_of()))
      .text(standing.stated ? "stated" : "recorded")
      .number(std::to_string(ledger::number(standing.size)))
      .text(kLicence)
      .end_row();
}

void write_pledge(Csv& csv, const Selection& selection, const ValuedPledge& pledge,
                  ledger::Date day) {
  const projections::Facts& facts = *pledge.facts;
  const projections::Version& now = pledge.now();
  const projections::PartyVersion* owner = selection.context().party(facts.owner);
  std::string countries;
  for (const auto& country : facts.countries) {
    if (!countries.empty()) countries += ' ';
    countries += country.iso3.iso3();
  }
  const auto timeliness = pledge.timeliness(day);
  csv.text(facts.id.text())
      .text(now.published && now.published->number ? *now.published->number : "")
      .text(facts.title)
      .text(facts.owner.text())
      .text(party_name(selection.context(), facts.owner))
      .text(owner == nullptr ? "" : ledger::name(owner->sector))
      .text(ledger::name(facts.type))
      .text(facts.focus_area.text())
      .text(ledger::name(facts.scope))
      .text(countries)
      .text(ledger::to_text(facts.start))
      .text(day_text(facts.end))
      .text(ledger::name(now.state))
      .text(timeliness ? ledger::name(*timeliness) : "")
      .text(ledger::name(now.assurance))
      .text(pledge.counts ? "yes" : "no");
  for (const auto& amount : pledge.amounts) {
    csv.number(amount ? amount->money.amount.text() : "")
        .text(amount ? amount->money.currency.code() : "")
        .number(amount && amount->usd ? amount->usd->text() : "");
  }
  csv.text(now.published ? ledger::to_text(ledger::date_of(now.published->at)) : "")
      .text(day_text(now.last_report));
}

// "EUR 155000000; XOF 9400000000"
std::string without_usd_text(const projections::Sums& sums) {
  std::string text;
  for (const auto& [currency, sum] : sums.no_usd) {
    if (!text.empty()) text += "; ";
    text += std::string(currency.code()) + " " + sum.sum.text();
  }
  return text;
}

}  // namespace

ledger::Result<std::string> pledges_csv(const PageContext& context) {
  LEDGER_TRY(const auto selection, Selection::make(context.views, context.query, context.now));
  Csv csv;
  csv.head({"id",
            "number",
            "title",
            "member",
            "member_name",
            "sector",
            "type",
            "focus_area",
            "scope",
            "countries",
            "start",
            "end",
            "status",
            "timeliness",
            "assurance",
            "in_totals",
            "announced",
            "announced_currency",
            "announced_usd",
            "committed",
            "committed_currency",
            "committed_usd",
            "disbursed",
            "disbursed_currency",
            "disbursed_usd",
            "verified",
            "verified_currency",
            "verified_usd",
            "published",
            "last_report",
            "as_of",
            "axis",
            "record",
            "licence"});
  const ledger::Date day = selection.day();
  const projections::Standing standing = selection.standing();
  LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) {
    write_pledge(csv, selection, pledge, day);
    end_row(csv, standing);
  }));
  return std::move(csv).take();
}

ledger::Result<std::string> cuts_csv(const PageContext& context, std::span<const Facet> facets) {
  LEDGER_TRY(const auto selection, Selection::make(context.views, context.query, context.now));
  LEDGER_TRY(const auto table, projections::cut(selection, facets));
  Csv csv;
  csv.head({"facet", "value", "name", "pledges", "announced_usd", "committed_usd", "disbursed_usd",
            "verified_usd", "announced_without_usd", "as_of", "axis", "record", "licence"});
  for (const Facet facet : facets) {
    for (const auto& [value, cut] : table.facets.of(facet)) {
      csv.text(ledger::name(facet))
          .text(value)
          .text(value_name(selection.context(), facet, value, context.language()))
          .number(std::to_string(cut.pledges));
      for (const auto& sums : cut.amounts.sums) csv.number(sums.usd.text());
      csv.text(without_usd_text(cut.amounts.of(Amount::announced)));
      end_row(csv, selection.standing());
    }
  }
  return std::move(csv).take();
}

ledger::Result<std::string> timeline_csv(const PageContext& context) {
  LEDGER_TRY(const auto selection, Selection::make(context.views, context.query, context.now));
  LEDGER_TRY(const auto board, projections::dashboard(selection));
  Csv csv;
  csv.head(
      {"month", "focus_area", "pledges", "announced_usd", "as_of", "axis", "record", "licence"});
  for (const auto& [key, cut] : board.time_line) {
    const auto& [month, focus_area] = key;
    csv.text(ledger::to_text(std::chrono::sys_days(month / 1)).substr(0, 7))
        .text(focus_area)
        .number(std::to_string(cut.pledges))
        .number(cut.amounts.of(Amount::announced).usd.text());
    end_row(csv, board.standing);
  }
  return std::move(csv).take();
}

}  // namespace pledgebook::server
