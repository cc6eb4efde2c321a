// SPDX-License-Identifier: Apache-2.0
#include "projections/views/members.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "ledger/log/registry_row.h"
#include "projections/query/cell_page.h"
#include "projections/query/key_rows.h"
#include "projections/query/overlaps.h"
#include "projections/query/pledge_json.h"
#include "projections/query/selection.h"
#include "projections/query/tally_json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;
using ledger::Errc;
using ledger::Error;
using ledger::Result;

json::object member_row(const Selection& selection, const ledger::PartyId& id, const Tally& tally,
                        const std::vector<OverlapPair>& pairs, ledger::Date day) {
  json::object row;
  row["member"] = id.text();
  write_party(row, selection.context(), id, "name");
  write_tally(row, tally, day);
  write_net(row, tally.amounts,
            overlap_within(pairs, [&](const Facts& facts) { return facts.owner == id; }));
  return row;
}

// Keys are read as known, whatever had happened by a stated time.
bool is_known(const Context& context, ledger::Index index) { return context.moment().knows(index); }

json::object key_json(const Context& context, const ledger::Key& key) {
  json::array roles;
  for (const ledger::Role role : key.roles) roles.emplace_back(ledger::name(role));
  json::object row{{"key", key.id.hex()},        {"label", key.label},
                   {"roles", std::move(roles)},  {"root", key.root},
                   {"recovered", key.recovered}, {"added", ledger::number(key.added)},
                   {"holder", key.holder.hex()}, {"revoked", nullptr},
                   {"replaced", nullptr}};
  if (key.revoked && is_known(context, *key.revoked)) row["revoked"] = ledger::number(*key.revoked);
  if (key.replaced && is_known(context, *key.replaced))
    row["replaced"] = ledger::number(*key.replaced);
  for (const ledger::Dispute& dispute : key.disputes) {
    if (is_known(context, dispute.known)) row["disputed_since"] = ledger::number(dispute.since);
  }
  return row;
}

// The query's page of the party's keys that were added by the moment, and their number.
Result<void> write_keys(json::object& row, const Selection& selection, const ledger::PartyId& id) {
  const ReadRows& rows = selection.rows();
  const auto party_row = rows.get(ViewTable::registry, ledger::registry_row_key(id));
  const auto party = party_row ? ledger::decode_party(*party_row) : std::nullopt;
  if (!party) return std::unexpected(damaged_views());
  // They are in the order in which they were added.
  const auto end = std::ranges::partition_point(party->keys, [&](const ledger::KeyId& key_id) {
    const auto key = read_key(rows, key_id);
    return key && is_known(selection.context(), key->added);
  });
  const auto total = static_cast<std::size_t>(end - party->keys.begin());
  const Query& query = selection.query();
  json::array keys;
  for (const ledger::KeyId& key_id : query.page_of(std::span(party->keys).first(total))) {
    const auto key = read_key(rows, key_id);
    if (!key) return std::unexpected(damaged_views());
    keys.push_back(key_json(selection.context(), *key));
  }
  row["keys"] = std::move(keys);
  row["keys_total"] = total;
  return {};
}

}  // namespace

Result<json::object> members(const Views& views, const Query& query, ledger::RecordedAt now) {
  LEDGER_TRY(const auto selection, Selection::make(views, query, now));
  LEDGER_TRY(const CellPage page, cell_page(selection, RowOf::member));
  LEDGER_TRY(const auto pairs, overlaps(selection));
  std::map<ledger::PartyId, Tally> tallies;
  for (const auto& [key, cell] : page.cells) {
    if (const auto id = ledger::PartyId::parse(split_commitment_key(key).first))
      tallies[*id] += cell.tally;
  }
  json::array rows;
  for (const auto& [id, tally] : tallies)
    rows.push_back(member_row(selection, id, tally, pairs, selection.day()));
  json::object answer = selection.heading();
  write_page(answer, query, page.total);
  answer["rows"] = std::move(rows);
  return answer;
}

Result<json::object> member(const Views& views, const ledger::PartyId& id, const Query& query,
                            ledger::RecordedAt now) {
  Query of_member = query;
  of_member.members = {id};
  LEDGER_TRY(const auto selection, Selection::make(views, of_member, now));
  const Context& context = selection.context();
  const PartyVersion* party = context.party(id);
  if (party == nullptr) {
    return std::unexpected(Error{Errc::not_found, "there is no party " + id.text() +
                                                      ": `pledgebook commitments` "
                                                      "names those that pledge"});
  }
  const ledger::Date day = selection.day();
  LEDGER_TRY(const auto pairs, overlaps(selection));
  LEDGER_TRY(const auto cells, selection.cells(Model::commitments));
  Tally total;
  std::map<ledger::ItemId, Tally> by_area;
  for (const auto& [key, cell] : cells) {
    const auto area = ledger::ItemId::parse(split_commitment_key(key).second);
    if (!area) return std::unexpected(damaged_views());
    total += cell.tally;
    by_area[*area] += cell.tally;
  }
  json::array pledges;
  LEDGER_TRY(const std::size_t pledges_total, selection.for_page([&](const ValuedPledge& pledge) {
    pledges.push_back(pledge_row(context, pledge, day));
  }));
  json::object row = member_row(selection, id, total, pairs, day);
  row["itu_membership"] = party->itu_membership ? json::value(ledger::name(*party->itu_membership))
                                                : json::value(nullptr);
  json::array roles;
  for (const ledger::Role role : party->roles) roles.emplace_back(ledger::name(role));
  row["roles"] = std::move(roles);
  row["suspended"] = suspension_json(*party);
  LEDGER_CHECK(write_keys(row, selection, id));
  json::array areas;
  for (const auto& [area, tally] : by_area) {
    json::object of_area{{"focus_area", area.text()},
                         {"title", titles_json(context.item("focus-area", area))}};
    write_tally(of_area, tally, day);
    write_net(of_area, tally.amounts,
              overlap_within(pairs, [&](const Facts& facts) { return facts.focus_area == area; }));
    areas.push_back(std::move(of_area));
  }
  json::object answer = selection.heading();
  answer["member"] = std::move(row);
  answer["focus_areas"] = std::move(areas);
  write_page(answer, query, pledges_total);
  answer["pledges"] = std::move(pledges);
  return answer;
}

}  // namespace pledgebook::projections
