// SPDX-License-Identifier: Apache-2.0
// Pledges: the list, one row per pledge.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/figures/tally.h"
#include "projections/query/query.h"
#include "projections/query/selection.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// What a list of pledges adds up to.
struct PledgeTotals {
  std::size_t pledges = 0;  // that pass, on all pages
  Tally tally;
  ledger::Decimal overlap_usd;  // what members declare to count twice
};
// Calls `visit` with each pledge of the query's page, in the query's order.
[[nodiscard]] ledger::Result<PledgeTotals> list_pledges(const Selection& selection,
                                                        const Selection::Visit& visit);

// {…, "total", "page", "per_page", "rows": [{"id", "number", "title", "member", "member_name",
// "type", "focus_area", "state", "timeliness", "assurance", "announced": {"amount", "currency",
// "usd"}, …}]}.
[[nodiscard]] ledger::Result<boost::json::object> pledges(const Views& views, const Query& query,
                                                          ledger::RecordedAt now);

}  // namespace pledgebook::projections
