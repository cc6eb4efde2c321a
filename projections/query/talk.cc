// SPDX-License-Identifier: Apache-2.0
#include "projections/query/talk.h"

#include <boost/json/array.hpp>
#include <span>
#include <utility>

#include "projections/figures/pledge_walk.h"
#include "projections/fold/stream_rows.h"
#include "projections/query/key_rows.h"

namespace pledgebook::projections {

namespace json = boost::json;
using ledger::Result;

json::object to_json(const Said& said) {
  return {{"index", ledger::number(said.index)},
          {"sid", said.sid.hex()},
          {"recorded_at", ledger::to_text(said.recorded_at)},
          {"at", ledger::to_text(said.at)},
          {"by", said.by.text()},
          {"recovered_key", said.recovered_key},
          {"disputed", said.disputed}};
}

Result<Said> said_in(const Selection& selection, const DecodedRecord& record) {
  LEDGER_TRY(const SignerMarks marks, marks_of(selection.rows(), selection.context().moment(),
                                               record.signatures, record.index));
  const ledger::Statement& statement = *record.statement;
  return Said{.index = record.index,
              .sid = record.sid,
              .recorded_at = record.recorded_at,
              .at = statement.at,
              .by = statement.signers.front(),
              .recovered_key = marks.recovered,
              .disputed = marks.disputed};
}

Result<void> for_each_said(const Selection& selection, const ledger::StreamId& stream,
                           const VisitTalk& visit) {
  const Moment& moment = selection.context().moment();
  Result<void> outcome;
  const auto take = [&](const DecodedRecord& record) {
    if (!outcome || !moment.includes(record.index, record.statement->at)) return;
    const auto said = said_in(selection, record);
    if (!said) {
      outcome = std::unexpected(said.error());
      return;
    }
    visit(record, *said);
  };
  LEDGER_CHECK(for_each_of_stream(selection.log(), selection.rows(), stream, moment, take));
  return outcome;
}

Result<json::object> talk_page(const Selection& selection, const ledger::PledgeId& id,
                               std::vector<json::object> rows) {
  const auto ordinal = find_ordinal(selection.rows(), id);
  PledgeWalk walk(selection.rows(), selection.context().moment(), Unpack::last);
  if (!ordinal || !walk.find(*ordinal)) {
    if (walk.damaged()) return std::unexpected(damaged_views());
    return std::unexpected(no_pledge(id, ordinal ? Existence::later : Existence::never));
  }
  json::array shown;
  for (json::object& row : selection.query().page_of(std::span(rows)))
    shown.push_back(std::move(row));
  json::object answer = selection.heading();
  answer["pledge"] = id.text();
  write_page(answer, selection.query(), rows.size());
  answer["rows"] = std::move(shown);
  return answer;
}

}  // namespace pledgebook::projections
