// SPDX-License-Identifier: Apache-2.0
#include "projections/views/commitments.h"

#include <boost/json/array.hpp>

#include "projections/query/cell_page.h"
#include "projections/query/overlaps.h"
#include "projections/query/selection.h"
#include "projections/query/tally_json.h"

namespace pledgebook::projections {

namespace json = boost::json;

ledger::Result<json::object> commitments(const Views& views, const Query& query,
                                         ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  LEDGER_TRY(const CellPage page, cell_page(selection, RowOf::commitment));
  LEDGER_TRY(const auto pairs, overlaps(selection));
  const ledger::Date day = selection.day();
  json::array rows;
  for (const auto& [key, cell] : page.cells) {
    const auto [member, focus_area] = split_commitment_key(key);
    json::object row;
    row["member"] = member;
    const auto id = ledger::PartyId::parse(member);
    const PartyVersion* party = id ? selection.context().party(*id) : nullptr;
    row["member_name"] = party == nullptr ? std::string(member) : party->name;
    row["focus_area"] = focus_area;
    write_tally(row, cell.tally, day);
    write_net(row, cell.tally.amounts, overlap_within(pairs, [&](const Facts& facts) {
                return facts.owner.text() == member && facts.focus_area.text() == focus_area;
              }));
    rows.push_back(std::move(row));
  }
  json::object totals;
  write_tally(totals, page.tally, day);
  write_net(totals, page.tally.amounts, overlap_of_all(pairs));
  json::object answer = selection.heading();
  write_page(answer, query, page.total);
  answer["rows"] = std::move(rows);
  answer["totals"] = std::move(totals);
  return answer;
}

}  // namespace pledgebook::projections
