// SPDX-License-Identifier: Apache-2.0
#include "projections/views/focus_areas.h"

#include <boost/json/array.hpp>
#include <set>

#include "projections/query/overlaps.h"
#include "projections/query/pledge_json.h"
#include "projections/query/selection.h"
#include "projections/query/tally_json.h"

namespace pledgebook::projections {

namespace json = boost::json;

ledger::Result<json::object> focus_areas(const Views& views, const Query& query,
                                         ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  LEDGER_TRY(auto cells, selection.cells(Model::focus_areas));
  LEDGER_TRY(const auto pairs, overlaps(selection));
  const ledger::Date day = selection.day();
  const Context& context = selection.context();

  // In the order of the published list, then focus areas with pledges that are no longer on it.
  std::vector<std::string> order;
  std::set<std::string> listed;
  if (const auto* list = context.list_on("focus-area", day)) {
    for (const auto& item : list->items) {
      order.push_back(item.id.text());
      listed.insert(item.id.text());
    }
  }
  for (const auto& [area, cell] : cells) {
    if (!listed.contains(area)) order.push_back(area);
  }
  json::array rows;
  Tally total;
  for (const std::string& area : order) {
    const Tally& tally = cells[area].tally;
    const auto id = ledger::ItemId::parse(area);
    json::object row{{"focus_area", area},
                     {"title", titles_json(id ? context.item("focus-area", *id) : nullptr)}};
    write_tally(row, tally, day);
    write_net(row, tally.amounts, overlap_within(pairs, [&](const Facts& facts) {
                return facts.focus_area.text() == area;
              }));
    rows.push_back(std::move(row));
    total += tally;
  }
  json::object totals;
  write_tally(totals, total, day);
  write_net(totals, total.amounts, overlap_of_all(pairs));
  json::object answer = selection.heading();
  answer["rows"] = std::move(rows);
  answer["totals"] = std::move(totals);
  return answer;
}

}  // namespace pledgebook::projections
