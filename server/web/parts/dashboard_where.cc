// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/dashboard_where.h"

#include <algorithm>
#include <array>

#include "server/web/charts/world_map.h"
#include "server/web/parts/names.h"

namespace pledgebook::server {
namespace {

using ledger::Decimal;
using projections::Amount;
using projections::Cut;
using projections::Cuts;
using projections::Dashboard;
using projections::Facet;
using projections::Selection;

// The limits of the map's classes, in USD; of pledges.
constexpr std::array<std::int64_t, 4> kUsdLimits{10'000'000, 100'000'000, 500'000'000,
                                                 1'000'000'000};
constexpr std::array<std::int64_t, 4> kPledgeLimits{2, 4, 8, 16};

Decimal whole(std::int64_t number) {
  return Decimal::from_ten_thousandths(ledger::Int128{number} * Decimal::kUnit);
}

const Cuts& country_cuts(const Dashboard& board, const Choices& choices) {
  return choices.shares_split ? board.facets.of(Facet::country) : board.whole_countries;
}

std::vector<RankedRow> country_rows(const PageContext& context, const Selection& selection,
                                    const Dashboard& board, const Choices& choices) {
  auto rows = rows_of(context, selection, Facet::country, country_cuts(board, choices));
  std::erase_if(rows, [&](const RankedRow& row) {
    return row.name == context.words().text("value.unallocated");
  });
  sort_rows(rows, choices.measure);
  return rows;
}

}  // namespace

void set_where(Fields& fields, const PageContext& context, const Selection& selection,
               const Dashboard& board, const Choices& choices) {
  const Catalogue& words = context.words();
  const Figures figures = context.figures();
  const Address& here = context.address;
  const auto unallocated = board.facets.of(Facet::country).find(projections::kUnallocated);
  const Decimal elsewhere = unallocated == board.facets.of(Facet::country).end()
                                ? Decimal()
                                : unallocated->second.amounts.of(Amount::announced).usd;
  fields
      .set("where_note", words.text(choices.shares_split ? "where.note_split" : "where.note_whole",
                                    {{"elsewhere", figures.usd(elsewhere)}}))
      .set("other_shares",
           (choices.shares_split ? here.with("shares", "whole") : here.without("shares")).text() +
               "#where")
      .set("other_shares_label",
           words.text(choices.shares_split ? "where.show_whole" : "where.show_split"))
      .set("countries_csv", list_of_pledges(context).at("countries.csv").text())
      .set("as_map", here.without("where").text())
      .set("as_table", here.with("where", "table").text())
      .set("by_usd", here.without("measure").text())
      .set("by_pledges", here.with("measure", "pledges").text());
  fields.show(choices.is_map ? "is_map" : "is_table");
  fields.show(choices.measure == Measure::usd ? "is_by_usd" : "is_by_pledges");
  auto rows = country_rows(context, selection, board, choices);
  Ranking ranking{.caption = std::string(words.text("where.largest")),
                  .head = std::string(words.text("table.country")),
                  .rows = {},
                  .measure = choices.measure,
                  .has_pledges = !choices.is_map};
  if (!choices.is_map) {
    ranking.caption = words.text("where.title");
    ranking.rows = std::move(rows);
    fields.add("table").set("all", ranking_table(context.language(), ranking));
    return;
  }
  Fields& map = fields.add("map");
  const bool is_usd = choices.measure == Measure::usd;
  map.set("source", here.at("map.svg").without("where").without("timeline").text())
      .set("unit", words.text(is_usd ? "where.usd_million" : "where.pledges"));
  const auto& limits = is_usd ? kUsdLimits : kPledgeLimits;
  const std::int64_t unit = is_usd ? 1'000'000 : 1;
  for (std::size_t i = 0; i <= limits.size(); ++i) {
    const std::string low = i == 0 ? std::string() : figures.count(limits[i - 1] / unit);
    const std::string high = i == limits.size() ? std::string() : figures.count(limits[i] / unit);
    map.add("class")
        .set("number", static_cast<std::int64_t>(i + 1))
        .set("range", i == 0               ? "< " + high
                      : i == limits.size() ? "≥ " + low
                                           : low + "–" + high);
  }
  if (rows.size() > kRankedMax) {
    rows.resize(kRankedMax);
    ranking.more_address = list_of_pledges(context).at("countries").text();
    ranking.more_label = words.text("where.all_countries");
  }
  ranking.rows = std::move(rows);
  map.set("ranking", ranking_table(context.language(), ranking));
}

ledger::Result<std::string> dashboard_map(const PageContext& context) {
  LEDGER_TRY(const auto selection, Selection::make(context.views, context.query, context.now));
  LEDGER_TRY(const Dashboard board, projections::dashboard(selection));
  const Choices choices = choices_of(context);
  const Cuts& cuts = country_cuts(board, choices);
  const Figures figures = context.figures();
  const Catalogue& words = context.words();
  const auto class_of = [&](std::string_view iso3) {
    const auto cut = cuts.find(iso3);
    if (cut == cuts.end() || cut->second.pledges == 0) return 0;
    const bool is_usd = choices.measure == Measure::usd;
    const Decimal figure =
        is_usd ? cut->second.amounts.of(Amount::announced).usd : whole(cut->second.pledges);
    if (figure.is_zero()) return kWithoutUsd;
    const auto& limits = is_usd ? kUsdLimits : kPledgeLimits;
    return 1 + static_cast<int>(std::ranges::count_if(
                   limits, [&](std::int64_t limit) { return figure >= whole(limit); }));
  };
  const auto text_of = [&](std::string_view iso3) {
    const Cut& cut = cuts.find(iso3)->second;
    const auto& announced = cut.amounts.of(Amount::announced);
    const std::string key = announced.usd.is_zero() ? "where.country_without_usd" : "where.country";
    return MapText{words.text(key, {{"country", country_name(iso3, context.language())},
                                    {"usd", figures.usd(announced.usd)},
                                    {"n", cut.pledges}}),
                   list_of_pledges(context).at("countries/" + std::string(iso3)).text()};
  };
  return world_map(context.language(), class_of, text_of);
}

}  // namespace pledgebook::server
