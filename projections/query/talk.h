// SPDX-License-Identifier: Apache-2.0
// Talk: what parties say about a pledge in its attestation/ and discussion/ streams, as of a
// query's moment. It changes nothing of the pledge.
//
// Threads: as the selection.
#pragma once

#include <boost/json/object.hpp>
#include <functional>

#include "ledger/domain/values/stream.h"
#include "projections/fold/decoder.h"
#include "projections/query/selection.h"

namespace pledgebook::projections {

// Who said something, when, and how far the keys that signed it are to be trusted.
struct Said {
  ledger::Index index{};
  ledger::Sid sid;
  ledger::RecordedAt recorded_at{};
  ledger::Instant at{};
  ledger::PartyId by;
  bool recovered_key = false;
  bool disputed = false;
};
// {"index", "sid", "recorded_at", "at", "by", "recovered_key", "disputed"}
[[nodiscard]] boost::json::object to_json(const Said& said);

// Of a record that has a statement. Errc::corrupt if a key's row can't be read.
[[nodiscard]] ledger::Result<Said> said_in(const Selection& selection, const DecodedRecord& record);

// Calls `visit` with each statement of the stream that counts at the moment, in the order of the
// log: one that the ledger knew, and whose `at` had come.
using VisitTalk = std::function<void(const DecodedRecord& record, const Said& said)>;
[[nodiscard]] ledger::Result<void> for_each_said(const Selection& selection,
                                                 const ledger::StreamId& stream,
                                                 const VisitTalk& visit);

// An answer with the query's page of `rows`: the heading, "pledge", "total", "page", "per_page",
// "rows". Errc::not_found if there was no such pledge at the moment.
[[nodiscard]] ledger::Result<boost::json::object> talk_page(const Selection& selection,
                                                            const ledger::PledgeId& id,
                                                            std::vector<boost::json::object> rows);

}  // namespace pledgebook::projections
