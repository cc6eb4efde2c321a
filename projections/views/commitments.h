// SPDX-License-Identifier: Apache-2.0
// Commitments: where each member stands in each focus area. Rows in the order of (member, focus
// area), one for each pair that has a pledge: a page of them, and the totals of all.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {"as_of", "axis", "size", "checkpoint", "total", "page", "per_page", "rows": [{"member",
// "member_name", "focus_area", …tally}], "totals": {…tally}}; the members of a tally are described
// in tally_json.h. `today` decides timeliness where the query has no `as_of`.
[[nodiscard]] ledger::Result<boost::json::object> commitments(const Views& views,
                                                              const Query& query,
                                                              ledger::Date today);

}  // namespace pledgebook::projections
