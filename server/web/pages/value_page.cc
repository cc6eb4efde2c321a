// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/value_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/domain/values/reference.h"
#include "projections/query/known_filters.h"
#include "projections/views/cuts.h"
#include "projections/views/pledges.h"
#include "server/web/frame/refusal_words.h"
#include "server/web/frame/templates.h"
#include "server/web/pages/due_feeds.h"
#include "server/web/pages/feed.h"
#include "server/web/parts/amounts.h"
#include "server/web/parts/names.h"
#include "server/web/parts/newest_talk.h"
#include "server/web/parts/pager.h"
#include "server/web/parts/places.h"
#include "server/web/parts/pledge_row.h"
#include "server/web/parts/tables.h"
#include "server/web/parts/waiting_matches.h"

namespace pledgebook::server {
namespace {

using projections::Amount;
using projections::Facet;
using projections::Query;
using projections::Selection;

constexpr auto kCuts = std::to_array<Facet>(
    {Facet::focus_area, Facet::state, Facet::country, Facet::member, Facet::group});
constexpr std::size_t kRowsMax = 10;  // of each table

ledger::Error no_such(const PageContext& context) {
  return {ledger::Errc::not_found, std::string(context.words().text("refusal.no_value"))};
}

// The query for the value; an error if there is no such value.
ledger::Result<Query> question_of(const PageContext& context, Facet facet,
                                  const std::string& value) {
  Query query = context.query;
  const auto item = ledger::ItemId::parse(value);
  switch (facet) {
    case Facet::member: {
      const auto id = ledger::PartyId::parse(value);
      if (!id) return std::unexpected(no_such(context));
      query.members = {*id};
      break;
    }
    case Facet::country: {
      const auto country = ledger::Country::parse(value);
      if (!country || ledger::find_country(value) == nullptr)
        return std::unexpected(no_such(context));
      query.countries = {*country};
      break;
    }
    case Facet::focus_area:
      if (!item) return std::unexpected(no_such(context));
      query.focus_areas = {*item};
      break;
    case Facet::region:
      if (!item) return std::unexpected(no_such(context));
      query.regions = {*item};
      break;
    case Facet::group:
      if (!item) return std::unexpected(no_such(context));
      query.groups = {*item};
      break;
    default:
      return std::unexpected(no_such(context));
  }
  if (const auto unknown = projections::find_unknown(context.views, query, context.today)) {
    const PageRefusal refusal = unknown_value(context.language(), *unknown);
    return std::unexpected(
        ledger::Error{ledger::Errc::not_found, refusal.sentence + " " + refusal.remedy});
  }
  return query;
}

void set_who(Fields& fields, const PageContext& context, const Selection& selection,
             const std::string& value) {
  const auto id = ledger::PartyId::parse(value);
  const projections::PartyVersion* party = id ? selection.context().party(*id) : nullptr;
  if (party == nullptr) return;
  const Catalogue& words = context.words();
  const auto add = [&](std::string_view name, const std::string& text) {
    fields.add("fact").set("name", name).set("value", text);
  };
  add(words.text("facet.sector"), value_name(selection.context(), Facet::sector,
                                             ledger::name(party->sector), context.language()));
  if (party->country)
    add(words.text("table.country"), country_name(party->country->iso3(), context.language()));
  add(words.text("value.id"), value);
}

}  // namespace

ledger::Result<Page> value_page(const PageContext& context, Facet facet) {
  const std::string& value = context.request.captures.at(1);
  LEDGER_TRY(const Query query, question_of(context, facet, value));
  LEDGER_TRY(const auto selection, Selection::make(context.views, query, context.now));
  if (facet == Facet::member && selection.context().party(query.members.front()) == nullptr)
    return std::unexpected(no_such(context));
  LEDGER_TRY(const auto table, projections::cut(selection, kCuts));
  Html rows;
  LEDGER_TRY(const auto totals, projections::list_pledges(selection, [&](const auto& pledge) {
               rows += pledge_row(selection.context(), context.address, pledge, selection.day());
             }));
  const Catalogue& words = context.words();
  const std::string name(ledger::name(facet));
  Page page{.title = value_name(selection.context(), facet, value, context.language()),
            .nav = facet == Facet::member    ? "members"
                   : facet == Facet::country ? "countries"
                                             : "-"};
  page.standing = selection.standing();
  const Address list = context.address.of_time_only().at("pledges").with(name, value);
  page.files = {{"CSV", list.at("pledges.csv").text()}, {"JSON", list.api("pledges")}};
  page.feed = feed_address(context, facet, value);
  page.files.push_back({std::string(words.text("feed.label")), page.feed});
  if (facet == Facet::member)
    page.files.push_back(
        {std::string(words.text("about.export")), "/api/v1/exports?member=" + value});
  Fields fields;
  fields.set("title", page.title)
      .set("kind", words.text("facet." + name))
      .set("all", context.address.of_time_only().at(std::string(path_of(facet))).text())
      .set("pledges",
           words.text("value.pledges", {{"n", static_cast<std::int64_t>(totals.pledges)}}))
      .set("list", list.text())
      .set("note", words.text("value.note." + name));
  if (facet == Facet::member) set_who(fields, context, selection, value);
  if (facet == Facet::member && !context.query.is_past())
    LEDGER_CHECK(set_due_days(fields, context, selection, value));
  if (facet == Facet::country) LEDGER_CHECK(set_waiting_matches(fields, context, selection));
  set_four_amounts(fields, context, table.totals.amounts, list);
  for (const Facet other : kCuts) {
    if (other == facet) continue;
    std::vector<RankedRow> ranked;
    for (const auto& [key, cut] : table.facets.of(other)) {
      if (key.empty()) continue;
      ranked.push_back({value_name(selection.context(), other, key, context.language()),
                        list.with(ledger::name(other), key).text(), cut});
    }
    if (ranked.empty()) continue;
    sort_rows(ranked, Measure::usd);
    if (ranked.size() > kRowsMax) ranked.resize(kRowsMax);
    const std::string title(words.text("facet." + std::string(ledger::name(other))));
    fields.add("cut").set("table", ranking_table(context.language(), {.caption = title,
                                                                      .head = title,
                                                                      .rows = std::move(ranked),
                                                                      .has_pledges = true}));
  }
  LEDGER_CHECK(set_newest_talk(fields, context, selection,
                               messages_feed_address(context, facet, value),
                               facet == Facet::focus_area));
  fields.set("beyond", beyond_end(context, totals.pledges));
  fields.show_if(totals.pledges == 0, "empty");
  if (!rows.empty()) fields.add("table").set("rows", rows);
  for (const PageFile& file : page.files)
    fields.add("file").set("address", file.address).set("label", file.label);
  page.body = render(context.language(), "value", fields);
  return page;
}

}  // namespace pledgebook::server
