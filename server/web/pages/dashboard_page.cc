// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/dashboard_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "projections/views/dashboard.h"
#include "projections/views/objectives.h"
#include "server/web/charts/timeline.h"
#include "server/web/frame/sentence.h"
#include "server/web/frame/templates.h"
#include "server/web/parts/amounts.h"
#include "server/web/parts/dashboard_parts.h"
#include "server/web/parts/dashboard_where.h"
#include "server/web/parts/goals.h"
#include "server/web/parts/good_practice.h"
#include "server/web/parts/happenings.h"
#include "server/web/parts/names.h"
#include "server/web/parts/tables.h"

namespace pledgebook::server {
namespace {

using ledger::Decimal;
using ledger::Lifecycle;
using projections::Amount;
using projections::Cut;
using projections::Cuts;
using projections::Dashboard;
using projections::Facet;
using projections::Selection;
using projections::Tally;

constexpr std::size_t kMembersMax = 8;
constexpr std::size_t kLatelyMax = 6;

Html headline(const PageContext& context, const Tally& totals) {
  const Catalogue& words = context.words();
  if (totals.pledges == 0) return plain(words.text("dashboard.empty"));
  const Figures figures = context.figures();
  const Address list = list_of_pledges(context);
  const auto usd = [&](Amount amount, const Address& to) {
    return link(to.text(), figures.usd(totals.amounts.of(amount).usd));
  };
  const bool is_verified = !totals.amounts.of(Amount::verified).usd.is_zero();
  const bool is_spent = !totals.amounts.of(Amount::disbursed).usd.is_zero();
  const std::string_view key = is_verified ? "dashboard.headline"
                               : is_spent  ? "dashboard.headline_not_verified"
                                           : "dashboard.headline_not_spent";
  return sentence(words.text(key),
                  {{"announced", usd(Amount::announced, list)},
                   {"disbursed", usd(Amount::disbursed, list.with("reported", "yes"))},
                   {"verified", usd(Amount::verified, list.with("reported", "yes"))}});
}

std::int64_t count_of(const Tally& totals, Lifecycle state) {
  return totals.by_state.at(std::to_underlying(state));
}

std::int64_t pledges_of(const Cuts& cuts, std::string_view value) {
  const auto found = cuts.find(value);
  return found == cuts.end() ? 0 : found->second.pledges;
}

class Keys {
 public:
  Keys(Fields& fields, const PageContext& context)
      : fields_(fields), words_(context.words()), figures_(context.figures()) {}

  Fields& add(std::string_view key, std::int64_t number, const Address& to,
              const std::string& note) {
    return add(key, number, figures_.count(number), to, note);
  }
  Fields& add(std::string_view key, std::int64_t number, const std::string& figure,
              const Address& to, const std::string& note) {
    Fields& line = fields_.add("key");
    line.set("label", words_.text("key." + std::string(key), {{"n", number}}))
        .set("figure", figure)
        .set("note", note)
        .set("address", to.text());
    return line;
  }

 private:
  Fields& fields_;
  const Catalogue& words_;
  const Figures figures_;
};

void set_keys(Fields& fields, const PageContext& context, const Dashboard& board) {
  const Figures figures = context.figures();
  const Catalogue& words = context.words();
  const Address list = list_of_pledges(context);
  const Tally& totals = board.totals;
  const auto note = [&](std::string_view key, std::int64_t n) {
    return words.text(key, {{"n", n}});
  };
  Keys keys(fields, context);
  const std::int64_t pending = totals.pledges - board.published;
  keys.add("pledges", totals.pledges, list,
           pending > 0 ? note("key.pledges_pending", pending)
                       : note("key.pledges_withdrawn", count_of(totals, Lifecycle::withdrawn)));
  keys.add("members", board.members, list.at("members"),
           std::string(words.text("key.members_note")));
  const std::int64_t unallocated = pledges_of(board.facets.of(Facet::scope), "global") +
                                   pledges_of(board.facets.of(Facet::scope), "region");
  keys.add("countries", board.countries, list.at("countries"),
           note("key.countries_note", unallocated));
  keys.add("reported", board.reported, list.with("reported", "yes"),
           std::string(words.text("key.reported_note")))
      .add("of")
      .set("whole", figures.count(board.published));
  const Cuts& fresh = board.facets.of(Facet::timeliness);
  const std::int64_t late = pledges_of(fresh, "DUE") + pledges_of(fresh, "INACTIVE");
  keys.add("overdue", late, list.with("timeliness", "DUE").and_with("timeliness", "INACTIVE"),
           std::string(words.text("key.overdue_note")))
      .add("of")
      .set("whole", figures.count(late + pledges_of(fresh, "CURRENT")));
  const Decimal gross = totals.amounts.of(Amount::announced).usd;
  keys.add("net", 0, figures.scaled(gross - board.overlap_usd), list,
           words.text("key.net_note", {{"overlap", figures.usd(board.overlap_usd)}}));
}

// The focus areas in the list's own order, then any other that pledges have.
std::vector<std::string> areas_of(const Selection& selection, const Dashboard& board) {
  std::vector<std::string> areas;
  const auto* list = selection.context().list_on("focus-area", selection.day());
  if (list != nullptr) {
    for (const ledger::ListItem& item : list->items) areas.push_back(item.id.text());
  }
  for (const auto& [area, cut] : board.facets.of(Facet::focus_area)) {
    if (std::ranges::find(areas, area) == areas.end()) areas.push_back(area);
  }
  return areas;
}

void set_when(Fields& fields, const PageContext& context, const Selection& selection,
              const Dashboard& board, const Choices& choices,
              const std::vector<std::string>& areas) {
  const Address& here = context.address;
  fields.set("as_new", here.without("timeline").text())
      .set("as_cumulative", here.with("timeline", "cumulative").text())
      .set("as_rows", here.with("timeline", "table").text())
      .set("timeline_csv", list_of_pledges(context).at("timeline.csv").text());
  fields.show(choices.timeline == "new"          ? "is_new"
              : choices.timeline == "cumulative" ? "is_cumulative"
                                                 : "is_rows");
  for (const std::string& area : areas)
    fields.add("area")
        .set("id", area)
        .set("mark", area)
        .set("title", value_name(selection.context(), Facet::focus_area, area, context.language()));
  if (choices.timeline == "table") {
    fields.set("timeline",
               timeline_table(context.language(), board.time_line, list_of_pledges(context)));
    return;
  }
  fields.set("timeline",
             timeline_chart(context.language(), board.time_line, areas,
                            choices.timeline == "new" ? Growth::fresh : Growth::cumulative));
}

Html areas_table(const PageContext& context, const Selection& selection, const Dashboard& board,
                 const std::vector<std::string>& areas) {
  const Catalogue& words = context.words();
  AmountsTable table{.caption = std::string(words.text("what.caption")),
                     .head = std::string(words.text("table.focus_area")),
                     .rows = {},
                     .total = {}};
  for (const std::string& area : areas) {
    const auto cut = board.facets.of(Facet::focus_area).find(area);
    const Cut sums = cut == board.facets.of(Facet::focus_area).end() ? Cut() : cut->second;
    table.rows.push_back(
        {.name = value_name(selection.context(), Facet::focus_area, area, context.language()),
         .address = list_of_pledges(context).with("focus_area", area).text(),
         .area = area,
         .pledges = sums.pledges,
         .amounts = sums.amounts});
  }
  table.total = AmountsRow{.name = std::string(words.text("what.all")),
                           .address = {},
                           .area = {},
                           .pledges = board.totals.pledges,
                           .amounts = board.totals.amounts};
  return amounts_table(context.language(), table);
}

// One of the three questions of "How it is going", its answers in their order, those with pledges.
void set_question(Fields& fields, const PageContext& context, const Selection& selection,
                  const Dashboard& board, Facet facet,
                  const std::vector<std::string_view>& values) {
  const Catalogue& words = context.words();
  const std::string name(ledger::name(facet));
  Fields& question = fields.add("question");
  question.set("title", words.text("how." + name)).set("note", words.text("how." + name + "_note"));
  for (const std::string_view value : values) {
    const std::int64_t pledges = pledges_of(board.facets.of(facet), value);
    if (pledges == 0) continue;
    const Address list = list_of_pledges(context);
    question.add("answer")
        .set("mark", value)
        .set("tone", tone_of(value))
        .set("label", value_name(selection.context(), facet, value, context.language()))
        .set("width", fmt::format("{:.2f}", 100.0 * static_cast<double>(pledges) /
                                                static_cast<double>(board.totals.pledges)))
        .set("count", context.figures().count(pledges))
        .set("address", list.with(name, value).text());
  }
}

template <class E>
std::vector<std::string_view> all_values() {
  std::vector<std::string_view> values;
  for (const auto& [value, name] : names_of(E{})) values.push_back(name);
  return values;
}

Html members_table(const PageContext& context, const Selection& selection, const Dashboard& board) {
  const Catalogue& words = context.words();
  std::vector<RankedRow> rows;
  for (const auto& [id, cut] : board.facets.of(Facet::member)) {
    if (cut.amounts.of(Amount::announced).by_currency.empty()) continue;
    rows.push_back({value_name(selection.context(), Facet::member, id, context.language()),
                    list_of_pledges(context).at("members/" + id).without("member").text(), cut});
  }
  sort_rows(rows, Measure::usd);
  Ranking ranking{.caption = std::string(words.text("who.largest")),
                  .head = std::string(words.text("table.member")),
                  .rows = {},
                  .more_address = list_of_pledges(context).at("members").text(),
                  .more_label = std::string(words.text("who.all_members"))};
  if (rows.size() > kMembersMax) rows.resize(kMembersMax);
  ranking.rows = std::move(rows);
  return ranking_table(context.language(), ranking);
}

ledger::Result<void> set_lately(Fields& fields, const PageContext& context,
                                const Selection& selection) {
  LEDGER_TRY(const auto records, latest_statements(selection, kLatelyMax));
  for (const ledger::DecodedRecord& record : records) {
    const auto index = static_cast<std::int64_t>(ledger::number(record.index));
    fields.add("lately")
        .set("index", context.figures().count(index))
        .set("address",
             context.address.of_time_only().at("records/" + std::to_string(index)).text())
        .set("what", happening(selection.context(), context.address, record))
        .set("day", context.figures().day(ledger::date_of(record.statement->at)));
  }
  return {};
}

void set_cuts(Fields& fields, const PageContext& context, const Selection& selection,
              const Dashboard& board) {
  const Catalogue& words = context.words();
  constexpr auto kCuts =
      std::to_array<Facet>({Facet::region, Facet::sector, Facet::group, Facet::type,
                            Facet::beneficiary, Facet::event, Facet::framework, Facet::sdg});
  for (const Facet facet : kCuts) {
    auto rows = rows_of(context, selection, facet, board.facets.of(facet));
    if (rows.empty()) continue;
    sort_rows(rows, Measure::usd);
    if (rows.size() > kRankedMax) rows.resize(kRankedMax);
    const std::string name(ledger::name(facet));
    fields.add("cut").set(
        "table",
        ranking_table(context.language(), {.caption = std::string(words.text("cuts." + name)),
                                           .head = std::string(words.text("facet." + name)),
                                           .rows = std::move(rows),
                                           .has_pledges = true}));
  }
}

}  // namespace

ledger::Result<Page> dashboard_page(const PageContext& context) {
  LEDGER_TRY(const auto selection, Selection::make(context.views, context.query, context.now));
  LEDGER_TRY(const Dashboard board, projections::dashboard(selection));
  const Catalogue& words = context.words();
  const Choices choices = choices_of(context);
  const auto areas = areas_of(selection, board);
  Fields fields;
  fields.set("headline", headline(context, board.totals))
      .set("search", Address(context.language(), "search").text());
  if (context.life) {
    fields.set(
        "sub",
        words.text("dashboard.sub",
                   {{"month", context.figures().month(ledger::date_of(context.life->first))}}));
  }
  set_four_amounts(fields, context, board.totals.amounts, list_of_pledges(context));
  set_keys(fields, context, board);
  set_where(fields, context, selection, board, choices);
  set_when(fields, context, selection, board, choices, areas);
  fields.set("areas", areas_table(context, selection, board, areas))
      .set("areas_csv", list_of_pledges(context).at("focus-areas.csv").text());
  set_question(fields, context, selection, board, Facet::state, all_values<Lifecycle>());
  auto fresh = all_values<ledger::Timeliness>();
  fresh.push_back(projections::kClosed);
  set_question(fields, context, selection, board, Facet::timeliness, fresh);
  set_question(fields, context, selection, board, Facet::assurance,
               all_values<ledger::Assurance>());
  set_goals(fields, context, board.objectives);
  fields.set("members", members_table(context, selection, board));
  LEDGER_CHECK(set_lately(fields, context, selection));
  LEDGER_CHECK(set_good_practice(fields, context, selection));
  set_cuts(fields, context, selection, board);
  Page page{.title = std::string(words.text("nav.dashboard")), .nav = ""};
  page.body = render(context.language(), "dashboard", fields);
  page.standing = board.standing;
  const Address list = list_of_pledges(context);
  page.files = {{words.text("about.pledges_csv", {{"n", board.totals.pledges}}),
                 list.at("pledges.csv").text()},
                {"JSON", list.api("pledges")},
                {std::string(words.text("about.export")), "/api/v1/exports?all=1"}};
  return page;
}

}  // namespace pledgebook::server
