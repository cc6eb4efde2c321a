// SPDX-License-Identifier: Apache-2.0
// Suggestions: open pledges of other members that a pledge might be matched with, each with the
// reasons, and the matches that stand already. One read of all open pledges and of the search index
// (docs/decisions/0055-matchmaking.md).
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "pledge", "open": whether it can be matched, "rows": [a pledge's row, with "weight" and
// "reasons": {"countries", "focus_area", "related_area", "units", "sdgs", "beneficiaries",
// "words"}], "matches": [{"pledge", "title", "member", "member_name", "received", "proposed",
// "accepted"}]}, the newest first. Errc::not_found if there was no such pledge at the moment.
[[nodiscard]] ledger::Result<boost::json::object> suggestions(const Views& views,
                                                              const ledger::PledgeId& id,
                                                              const Query& query,
                                                              ledger::RecordedAt now);

}  // namespace pledgebook::projections
