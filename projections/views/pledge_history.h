// SPDX-License-Identifier: Apache-2.0
// Pledge: one pledge with its history.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "crypto/hash.h"
#include "ledger/domain/rules/pledge_state.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "ledger/log/record/decoded_record.h"
#include "projections/figures/valued_pledge.h"
#include "projections/query/query.h"
#include "projections/query/selection.h"
#include "projections/query/views.h"
#include "projections/views/lessons.h"

namespace pledgebook::projections {

// A record of a pledge's stream.
struct Told {
  ledger::DecodedRecord record;
  crypto::Hash leaf_hash;
  bool entered_on_behalf = false;
  bool recovered_key = false;
  bool disputed = false;
  // What it changed of the body, as json_diff.h has it; nothing for a kind that changes none.
  std::optional<boost::json::array> differences;
};

// All that is known of a pledge at a query's moment.
struct PledgeStory {
  const Selection& selection;
  const ValuedPledge& pledge;
  const ledger::PledgeState& state;
  std::vector<Told> history;    // the query's page of it, newest first
  std::size_t records = 0;      // in all
  std::vector<Lesson> lessons;  // of reports that no later one replaces, newest first
};
// Calls `tell` once; the story is valid only then. Errc::not_found if there was no such pledge.
using Tell = std::function<ledger::Result<void>(PledgeStory&)>;
[[nodiscard]] ledger::Result<void> tell_pledge(const Views& views, const ledger::PledgeId& id,
                                               const Query& query, ledger::RecordedAt now,
                                               const Tell& tell);

// {…, "pledge": {…}, "total", "page", "per_page", "history": [newest first: {"index", "sid",
// "recorded_at", "at", "kind", "signers", "keys", "leaf_hash", "body", "diff": [{"path", "old",
// "new"}]?}]}: a page of the `total` records of its stream. "reports", "not_endorsed",
// "attestations" and "matches" of the pledge have the same pages; "reports_total" and so on count
// all. Uses `recorded`, `stated`, `page` and `per_page` of the query. Errc::not_found if there is
// no such pledge, or it did not exist then.
[[nodiscard]] ledger::Result<boost::json::object> pledge(const Views& views,
                                                         const ledger::PledgeId& id,
                                                         const Query& query,
                                                         ledger::RecordedAt now);

}  // namespace pledgebook::projections
