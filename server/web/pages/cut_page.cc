// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/cut_page.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "projections/views/cuts.h"
#include "server/web/frame/templates.h"
#include "server/web/parts/filters.h"
#include "server/web/parts/names.h"
#include "server/web/parts/pager.h"
#include "server/web/parts/places.h"
#include "server/web/parts/tables.h"

namespace pledgebook::server {
namespace {

using projections::Amount;
using projections::Cut;
using projections::Facet;
using projections::Selection;

std::vector<AmountsRow> rows_of(const PageContext& context, const Selection& selection,
                                const projections::CutTable& table, Facet facet) {
  std::vector<AmountsRow> rows;
  for (const auto& [value, cut] : table.facets.of(facet)) {
    if (value == projections::kUnallocated && facet == Facet::group) continue;
    AmountsRow row{.name = value_name(selection.context(), facet, value, context.language()),
                   .address = place_of(context.address, facet, value).text(),
                   .area = facet == Facet::focus_area ? value : std::string(),
                   .pledges = cut.pledges,
                   .amounts = cut.amounts};
    if (value == projections::kUnallocated) {
      row.address = context.address.of_time_only()
                        .at("pledges")
                        .with("scope", "global")
                        .and_with("scope", "region")
                        .text();
    }
    rows.push_back(std::move(row));
  }
  std::ranges::stable_sort(rows, std::ranges::greater(), [](const AmountsRow& row) {
    return std::pair(row.amounts.of(Amount::announced).usd, row.pledges);
  });
  return rows;
}

Fields& add_table(Fields& fields, const PageContext& context, const projections::CutTable& table,
                  Facet facet, std::vector<AmountsRow> rows) {
  const Catalogue& words = context.words();
  const std::string name(words.text("facet." + std::string(ledger::name(facet))));
  AmountsTable shown{.caption = name, .head = name, .rows = std::move(rows), .total = {}};
  // Where values share pledges, they don't add up to this; the page says so.
  shown.total = AmountsRow{.name = std::string(words.text("cut.all_pledges")),
                           .address = {},
                           .area = {},
                           .pledges = table.totals.pledges,
                           .amounts = table.totals.amounts};
  return fields.add("table").set("rows", amounts_table(context.language(), shown));
}

void add_paged_table(Fields& fields, const PageContext& context, const Selection& selection,
                     const projections::CutTable& table, Facet facet) {
  auto rows = rows_of(context, selection, table, facet);
  const std::size_t total = rows.size();
  if (const Html beyond = beyond_end(context, total); !beyond.empty()) {
    fields.set("beyond", beyond);
    return;
  }
  const auto shown = context.query.page_of(std::span(rows));
  Fields& section =
      add_table(fields, context, table, facet,
                {std::make_move_iterator(shown.begin()), std::make_move_iterator(shown.end())});
  if (total > 0) section.set("pager", pager(context, total));
}

}  // namespace

ledger::Result<Page> cut_page(const PageContext& context, const CutPage& wanted) {
  LEDGER_TRY(const auto selection, Selection::make(context.views, context.query, context.now));
  LEDGER_TRY(const auto table, projections::cut(selection, wanted.facets));
  const Catalogue& words = context.words();
  const std::string key(wanted.key);
  Page page{.title = std::string(words.text(key)), .nav = wanted.nav};
  page.standing = selection.standing();
  page.files = {{"CSV", context.address.at(std::string(wanted.file)).text()}};
  Fields fields;
  fields.set("title", page.title).set("note", words.text(key + "_note"));
  set_chips(fields, context, chips_of(context, selection));
  for (const PageFile& file : page.files)
    fields.add("file").set("address", file.address).set("label", file.label);
  if (wanted.facets.size() == 1) {
    add_paged_table(fields, context, selection, table, wanted.facets.front());
  } else if (const Html beyond = beyond_end(context, kOnePage); !beyond.empty()) {
    fields.set("beyond", beyond);
  } else {
    for (const Facet facet : wanted.facets)
      add_table(fields, context, table, facet, rows_of(context, selection, table, facet))
          .add("caption")
          .set("text", context.words().text("facet." + std::string(ledger::name(facet))));
  }
  page.body = render(context.language(), "cut", fields);
  return page;
}

}  // namespace pledgebook::server
