// SPDX-License-Identifier: Apache-2.0
#include "projections/views/summary.h"

#include <boost/json/array.hpp>

#include "projections/query/selection.h"
#include "projections/views/focus_areas.h"

namespace pledgebook::projections {

namespace json = boost::json;

ledger::Result<json::object> summary(const Views& views, const Query& query, ledger::Date today) {
  LEDGER_TRY(json::object answer, focus_areas(views, query, today));
  LEDGER_TRY(const auto selection, Selection::make(views, query));
  LEDGER_TRY(const auto commitments, selection.keys(Model::commitments));
  LEDGER_TRY(const auto countries, selection.keys(Model::countries));
  std::size_t members = 0;
  std::string_view last;
  for (const std::string& key : commitments) {
    const std::string_view member = split_commitment_key(key).first;
    if (member != last) ++members;
    last = member;
  }
  answer["members"] = members;
  answer["countries"] =
      countries.size() - (!countries.empty() && countries.front().empty() ? 1 : 0);
  answer["focus_areas"] = std::move(answer["rows"]);
  answer.erase("rows");
  return answer;
}

}  // namespace pledgebook::projections
