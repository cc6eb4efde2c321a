// SPDX-License-Identifier: Apache-2.0
// Pledges: the list, one row per pledge.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "total", "page", "per_page", "rows": [{"id", "number", "title", "member", "member_name",
// "type", "focus_area", "state", "timeliness", "assurance", "announced": {"amount", "currency",
// "usd"}, …}]}.
[[nodiscard]] ledger::Result<boost::json::object> pledges(const Views& views, const Query& query,
                                                          ledger::RecordedAt now);

}  // namespace pledgebook::projections
