// SPDX-License-Identifier: Apache-2.0
#include "projections/views/parties.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "projections/figures/cells.h"
#include "projections/figures/context.h"
#include "projections/query/pledge_json.h"
#include "projections/query/selection.h"
#include "projections/query/text_search.h"
#include "projections/query/view_state.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Result;

template <class Value>
bool is_any(const std::vector<Value>& wanted, const Value& value) {
  return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

bool passes(const Query& query, const ledger::PartyId& id, const PartyVersion& party) {
  if (!is_any(query.members, id) || !is_any(query.sectors, party.sector)) return false;
  if (!query.countries.empty() && (!party.country || !is_any(query.countries, *party.country)))
    return false;
  return true;
}

json::object party_row(const ledger::PartyId& id, const PartyVersion& party, std::int64_t pledges) {
  json::array roles;
  for (const ledger::Role role : party.roles) roles.emplace_back(ledger::name(role));
  json::object row{{"party", id.text()},
                   {"name", party.name},
                   {"sector", ledger::name(party.sector)},
                   {"country", nullptr},
                   {"itu_membership", nullptr},
                   {"roles", std::move(roles)},
                   {"suspended", suspension_json(party)},
                   {"pledges", pledges}};
  if (party.country) row["country"] = party.country->iso3();
  if (party.itu_membership) row["itu_membership"] = ledger::name(*party.itu_membership);
  return row;
}

}  // namespace

Result<json::object> parties(const Views& views, const Query& query, ledger::RecordedAt now) {
  Query all;  // a filter of pledges would hide parties without any
  all.recorded = query.recorded;
  all.stated = query.stated;
  LEDGER_TRY(const auto selection, Selection::make(views, all, now));
  LEDGER_TRY(const auto cells, selection.cells(Model::commitments));
  std::map<std::string, std::int64_t, std::less<>> pledges;  // by member
  for (const auto& [key, cell] : cells)
    pledges[std::string(split_commitment_key(key).first)] += cell.tally.pledges;
  std::optional<TextHits> hits;
  if (!query.q.empty()) {
    LEDGER_TRY(hits, search_texts(views.state(), selection.context(), query.q));
  }
  const auto is_found = [&](const ledger::PartyId& id) {
    return !hits || std::ranges::binary_search(hits->parties, id, {}, &PartyHit::party);
  };
  std::map<ledger::PartyId, const PartyVersion*> found;
  for (const auto& [id, versions] : views.state().background->parties) {
    const PartyVersion* party = selection.context().party(id);
    if (party != nullptr && passes(query, id, *party) && is_found(id)) found.emplace(id, party);
  }
  std::vector<ledger::PartyId> ids;
  for (const auto& [id, party] : found) ids.push_back(id);
  json::array rows;
  for (const ledger::PartyId& id : query.page_of(std::span<const ledger::PartyId>(ids))) {
    const auto count = pledges.find(id.text());
    rows.push_back(party_row(id, *found.at(id), count == pledges.end() ? 0 : count->second));
  }
  json::object answer = selection.heading();
  write_page(answer, query, ids.size());
  answer["rows"] = std::move(rows);
  return answer;
}

}  // namespace pledgebook::projections
