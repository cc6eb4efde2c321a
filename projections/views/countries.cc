// SPDX-License-Identifier: Apache-2.0
#include "projections/views/countries.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "ledger/domain/values/reference.h"
#include "projections/query/overlaps.h"
#include "projections/query/selection.h"
#include "projections/query/tally_json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;

json::object apportioned_json(const Cell& cell) {
  json::object amounts;
  write_amounts(amounts, cell.part);
  return amounts;
}

}  // namespace

ledger::Result<json::object> countries(const Views& views, const Query& query,
                                       ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  LEDGER_TRY(auto cells, selection.cells(Model::countries));
  LEDGER_TRY(auto all, selection.cells(Model::totals));
  LEDGER_TRY(const auto pairs, overlaps(selection));
  const ledger::Date day = selection.day();
  json::array rows;
  for (const auto& [iso3, cell] : cells) {
    if (iso3.empty()) continue;
    json::object row;
    row["country"] = iso3;
    const auto* country = ledger::find_country(iso3);
    row["name"] = country == nullptr ? std::string_view(iso3) : country->name;
    write_tally(row, cell.tally, day);
    write_net(row, cell.tally.amounts, overlap_within(pairs, [&](const Facts& facts) {
                return std::ranges::any_of(facts.countries, [&](const CountryFacts& named) {
                  return named.iso3.iso3() == iso3;
                });
              }));
    row["apportioned"] = apportioned_json(cell);
    rows.push_back(std::move(row));
  }
  json::object unallocated;
  write_tally(unallocated, cells[""].tally, day);
  json::object totals;
  write_tally(totals, all[""].tally, day);
  write_net(totals, all[""].tally.amounts, overlap_of_all(pairs));
  json::object answer = selection.heading();
  answer["rows"] = std::move(rows);
  answer["unallocated"] = std::move(unallocated);
  answer["totals"] = std::move(totals);
  return answer;
}

}  // namespace pledgebook::projections
