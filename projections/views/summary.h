// SPDX-License-Identifier: Apache-2.0
// Summary: the figures on top of the dashboard.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "totals": {…tally}, "members", "countries", "focus_areas": [{"focus_area", "title",
// …tally}]}.
[[nodiscard]] ledger::Result<boost::json::object> summary(const Views& views, const Query& query,
                                                          ledger::RecordedAt now);

}  // namespace pledgebook::projections
