// SPDX-License-Identifier: Apache-2.0
// Commitments: the status of each member's pledges in each focus area. One row for each pair of
// member and focus area that has a pledge, in that order: a page of them, and the totals of all.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {"as_of", "axis", "size", "checkpoint", "total", "page", "per_page", "rows": [{"member",
// "member_name", "focus_area", …tally}], "totals": {…tally}}; the members of a tally are described
// in tally_json.h. If the query has no `as_of`, timeliness is computed for the day of `now`.
[[nodiscard]] ledger::Result<boost::json::object> commitments(const Views& views,
                                                              const Query& query,
                                                              ledger::RecordedAt now);

}  // namespace pledgebook::projections
