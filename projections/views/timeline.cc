// SPDX-License-Identifier: Apache-2.0
#include "projections/views/timeline.h"

#include <boost/json/array.hpp>

#include "projections/query/selection.h"
#include "projections/query/tally_json.h"

namespace pledgebook::projections {

namespace json = boost::json;

ledger::Result<json::object> timeline(const Views& views, const Query& query,
                                      ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  LEDGER_TRY(const auto cells, selection.cells(Model::timeline));
  json::array rows;
  for (const auto& [month, cell] : cells) {
    json::object published;
    write_tally(published, cell.tally, selection.day());
    json::object reported;
    write_amounts(reported, cell.part);
    rows.push_back(json::object{{"month", month},
                                {"published", std::move(published)},
                                {"reports", cell.reports},
                                {"reported", std::move(reported)}});
  }
  json::object answer = selection.heading();
  answer["rows"] = std::move(rows);
  return answer;
}

}  // namespace pledgebook::projections
