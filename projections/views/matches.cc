// SPDX-License-Identifier: Apache-2.0
#include "projections/views/matches.h"

#include <algorithm>
#include <variant>

#include "projections/store/index_keys.h"

namespace pledgebook::projections {
namespace {

using ledger::PledgeId;
using ledger::Result;

// A record that proposes or accepts a match of the pledge.
Result<void> take(const Selection& selection, const PledgeId& id, const DecodedRecord& record,
                  std::vector<Match>& matches) {
  const ledger::Statement& statement = *record.statement;
  const PledgeId stream = *statement.stream.pledge_id();
  if (const auto* proposal = std::get_if<ledger::MatchProposed>(&statement.body)) {
    LEDGER_TRY(Said proposed, said_in(selection, record));
    matches.push_back({.other = stream == id ? proposal->pledge : stream,
                       .title = {},
                       .proposed = std::move(proposed),
                       .accepted = {}});
  } else if (const auto* answer = std::get_if<ledger::MatchAccepted>(&statement.body)) {
    const auto found = std::ranges::find(matches, answer->sid,
                                         [](const Match& match) { return match.proposed.sid; });
    if (found == matches.end()) return {};  // proposed later, as its party states it
    LEDGER_TRY(found->accepted, said_in(selection, record));
  }
  return {};
}

Result<void> set_titles(const Selection& selection, std::vector<Match>& matches) {
  PledgeReader reader = selection.reader();
  for (Match& match : matches) {
    const auto ordinal = find_ordinal(selection.rows(), match.other);
    const auto pledge = ordinal ? reader.find(*ordinal) : std::nullopt;
    if (pledge) match.title = pledge->facts->title;
  }
  if (reader.damaged()) return std::unexpected(damaged_views());
  return {};
}

}  // namespace

Result<std::vector<Match>> matches_of(const Selection& selection, const PledgeId& id) {
  const Moment& moment = selection.context().moment();
  const std::string prefix = index_prefix(Property::match, id.text());
  std::vector<Match> matches;
  Cursor cursor(selection.rows(), ViewTable::index);
  if (!cursor.seek(prefix)) return matches;
  LEDGER_TRY(const auto snapshot, selection.log().snapshot());
  for (; cursor.valid() && cursor.key().starts_with(prefix); cursor.next()) {
    const ledger::Index index{get_number(cursor.key().substr(prefix.size()))};
    if (!moment.knows(index)) break;
    LEDGER_TRY(const auto bytes, snapshot.record(index));
    LEDGER_TRY(const auto record, ledger::decode_admitted_record(index, bytes));
    if (!record.statement || !record.statement->stream.pledge_id())
      return std::unexpected(damaged_views());
    if (moment.includes(index, record.statement->at))
      LEDGER_CHECK(take(selection, id, record, matches));
  }
  LEDGER_CHECK(set_titles(selection, matches));
  return matches;
}

}  // namespace pledgebook::projections
