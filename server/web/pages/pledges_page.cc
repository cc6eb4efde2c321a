// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/pledges_page.h"

#include <algorithm>
#include <array>

#include "projections/views/facet_counts.h"
#include "projections/views/pledges.h"
#include "server/web/frame/templates.h"
#include "server/web/parts/filters.h"
#include "server/web/parts/names.h"
#include "server/web/parts/pager.h"
#include "server/web/parts/pledge_row.h"
#include "server/web/parts/tables.h"

namespace pledgebook::server {
namespace {

using ledger::Lifecycle;
using projections::Amount;
using projections::PledgeTotals;
using projections::Selection;

constexpr auto kSorts = std::to_array<std::string_view>(
    {"-announced", "-activity", "-published", "member", "title", "id", "status"});

// What a form must pass on that it has no field for.
void keep(Fields& fields, std::string_view section, const PageContext& context, bool for_filters) {
  for (const QueryParameter& given : context.address.query()) {
    const bool is_field =
        for_filters ? ledger::from_name<projections::Facet>(given.name) || given.name == "q"
                    : given.name == "sort";
    if (is_field || given.name == "page") continue;
    fields.add(section).set("name", given.name).set("value", given.value);
  }
}

void set_sum(Fields& fields, const PageContext& context, const PledgeTotals& totals) {
  const Catalogue& words = context.words();
  const Figures figures = context.figures();
  const auto count = static_cast<std::int64_t>(totals.pledges);
  fields.set("count", figures.count(count))
      .set("count_label", words.text("list.pledges", {{"n", count}}));
  const auto& amounts = totals.tally.amounts;
  for (const auto& [amount, word] : names_of(Amount{})) {
    const ledger::Decimal usd = amounts.of(amount).usd;
    if (amount != Amount::announced && usd.is_zero()) continue;
    fields.add("amount")
        .set("label", words.text("list.amount_" + std::string(word)))
        .set("usd", figures.usd(usd));
  }
  for (const std::string& money : without_usd(figures, amounts.of(Amount::announced)))
    fields.add("without").set("money", money);
  std::int64_t outside = 0;
  for (const Lifecycle state : {Lifecycle::submitted, Lifecycle::returned, Lifecycle::rejected,
                                Lifecycle::withdrawn, Lifecycle::lapsed, Lifecycle::superseded})
    outside += totals.tally.by_state.at(std::to_underlying(state));
  if (outside > 0) fields.add("outside").set("text", words.text("list.outside", {{"n", outside}}));
}

// Which filter empties the list: each by itself may be taken away.
void set_empty(Fields& fields, const PageContext& context, const std::vector<Chip>& chips) {
  Fields& empty = fields.add("empty");
  for (const Chip& chip : chips)
    empty.add("without_filter")
        .set("address", chip.address_without)
        .set("label",
             context.words().text("list.without", {{"facet", chip.facet}, {"value", chip.value}}));
}

}  // namespace

ledger::Result<Page> pledges_page(const PageContext& context) {
  LEDGER_TRY(const auto selection, Selection::make(context.views, context.query, context.now));
  const ledger::Date day = selection.day();
  Html rows;
  LEDGER_TRY(const PledgeTotals totals,
             projections::list_pledges(selection, [&](const projections::ValuedPledge& pledge) {
               rows += pledge_row(selection.context(), context.address, pledge, day);
             }));
  LEDGER_TRY(const auto counts, projections::count_facets(selection, shown_facets()));
  const Catalogue& words = context.words();
  const auto count = static_cast<std::int64_t>(totals.pledges);
  Fields fields;
  fields
      .set("sub", words.text(context.query.stated ? "list.sub_stated" : "list.sub",
                             {{"n", count},
                              {"day", context.figures().long_day(
                                          ledger::date_of(selection.standing().as_of()))}}))
      .set("action", Address(context.language(), "pledges").text())
      .set("make", Address(context.language(), "my/pledges/new").text())
      .set("q", context.query.q)
      .set("download", words.text("list.download", {{"n", count}}));
  keep(fields, "kept", context, true);
  keep(fields, "sort_kept", context, false);
  set_facets(fields, context, selection, counts);
  const std::string_view sort = context.request.parameter("sort").value_or("id");
  for (const std::string_view value : kSorts) {
    Fields& option = fields.add("sort");
    option.set("value", value).set("label", words.text("sort." + std::string(value)));
    option.show_if(value == sort, "chosen");
  }
  set_sum(fields, context, totals);
  const auto chips = chips_of(context, selection);
  fields.set("to_filters", words.text("list.to_filters", {{"n", std::ssize(chips)}}));
  set_chips(fields, context, chips);
  fields.set("beyond", beyond_end(context, totals.pledges));
  if (count == 0) {
    set_empty(fields, context, chips);
  } else if (!rows.empty()) {
    fields.add("table").set("rows", rows).set("pager", pager(context, totals.pledges));
  }
  Page page{.title = std::string(words.text("nav.pledges")), .nav = "pledges"};
  page.standing = selection.standing();
  page.files = {{"CSV", context.address.at("pledges.csv").text()},
                {"JSON", context.address.api("pledges")},
                {std::string(words.text("about.export")), "/api/v1/exports?all=1"}};
  // Of the same pledges, about the present.
  page.feed = context.address.of_no_time().at("feed.atom").without("page").without("sort").text();
  page.files.push_back({std::string(words.text("feed.label")), page.feed});
  for (const PageFile& file : page.files)
    fields.add("file").set("address", file.address).set("label", file.label);
  page.body = render(context.language(), "pledges", fields);
  return page;
}

}  // namespace pledgebook::server
