// SPDX-License-Identifier: Apache-2.0
#include "projections/views/matches.h"

#include <algorithm>
#include <ranges>
#include <set>
#include <utility>
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
                       .is_received = stream != id,
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

constexpr std::size_t kMatchRecordsMax = 2'000;  // read for one answer: some tens of milliseconds

// The records that propose or accept matches, each once, in the order of the log.
struct MatchRecords {
  std::set<ledger::Index> records;
  bool is_cut = false;
};
MatchRecords match_records(const Selection& selection) {
  const Moment& moment = selection.context().moment();
  const std::string all(1, static_cast<char>(Property::match));
  MatchRecords found;
  Cursor cursor(selection.rows(), ViewTable::index);
  if (!cursor.seek(all)) return found;
  for (; cursor.valid() && cursor.key().starts_with(all); cursor.next()) {
    const ledger::Index index{get_number(cursor.key().substr(cursor.key().size() - 8))};
    if (!moment.knows(index)) continue;
    found.is_cut = found.records.size() == kMatchRecordsMax && !found.records.contains(index);
    if (found.is_cut) break;
    found.records.insert(index);
  }
  return found;
}

using Pair = std::pair<PledgeId, PledgeId>;
Pair pair_of(const PledgeId& one, const PledgeId& other) {
  return one < other ? Pair(one, other) : Pair(other, one);
}

// What waits, before anybody looks at the pledges.
class Proposals {
 public:
  Result<void> take(const Selection& selection, const DecodedRecord& record) {
    const ledger::Statement& statement = *record.statement;
    const PledgeId stream = *statement.stream.pledge_id();
    if (const auto* proposal = std::get_if<ledger::MatchProposed>(&statement.body)) {
      LEDGER_TRY(Said proposed, said_in(selection, record));
      rows_.push_back({.from = stream,
                       .to = proposal->pledge,
                       .from_title = {},
                       .to_title = {},
                       .asked = proposed.by,
                       .proposed = std::move(proposed)});
    } else if (const auto* answer = std::get_if<ledger::MatchAccepted>(&statement.body)) {
      const auto found = std::ranges::find(
          rows_, answer->sid, [](const WaitingProposal& row) { return row.proposed.sid; });
      if (found != rows_.end()) matched_.insert(pair_of(found->from, found->to));
    }
    return {};
  }
  // The newest first.
  [[nodiscard]] std::vector<WaitingProposal> waiting() && {
    std::erase_if(rows_, [this](const WaitingProposal& row) {
      return matched_.contains(pair_of(row.from, row.to));
    });
    std::ranges::reverse(rows_);
    return std::move(rows_);
  }

 private:
  std::vector<WaitingProposal> rows_;
  std::set<Pair> matched_;
};

// A pledge of a proposal, while it is open.
struct OpenPledge {
  std::string title;
  ledger::PartyId owner;
  bool passes = false;
};
std::optional<OpenPledge> open_pledge(const Selection& selection, PledgeReader& reader,
                                      const PledgeId& id) {
  const auto ordinal = find_ordinal(selection.rows(), id);
  const auto pledge = ordinal ? reader.find(*ordinal) : std::nullopt;
  if (!pledge || !ledger::is_open(pledge->now().state)) return std::nullopt;
  return OpenPledge{pledge->facts->title, pledge->facts->owner, selection.passes(*pledge)};
}

}  // namespace

Result<WaitingProposals> waiting_proposals(const Selection& selection) {
  const Moment& moment = selection.context().moment();
  const MatchRecords found = match_records(selection);
  LEDGER_TRY(const auto snapshot, selection.log().snapshot());
  Proposals proposals;
  for (const ledger::Index index : found.records) {
    LEDGER_TRY(const auto bytes, snapshot.record(index));
    LEDGER_TRY(const auto record, ledger::decode_admitted_record(index, bytes));
    if (!record.statement || !record.statement->stream.pledge_id())
      return std::unexpected(damaged_views());
    if (moment.includes(index, record.statement->at))
      LEDGER_CHECK(proposals.take(selection, record));
  }
  WaitingProposals waiting{.rows = {}, .is_cut = found.is_cut};
  PledgeReader reader = selection.reader();
  for (WaitingProposal& row : std::move(proposals).waiting()) {
    const auto from = open_pledge(selection, reader, row.from);
    const auto to = open_pledge(selection, reader, row.to);
    if (!from || !to || !(from->passes || to->passes)) continue;
    row.from_title = from->title;
    row.to_title = to->title;
    row.asked = to->owner;
    waiting.rows.push_back(std::move(row));
  }
  if (reader.damaged()) return std::unexpected(damaged_views());
  return waiting;
}

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
