// SPDX-License-Identifier: Apache-2.0
// Timeline: the pledges published and the amounts reported in each month.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "rows": [{"month": "2024-02", "published": {…tally}, "reports", "reported": {…amounts}}]}.
[[nodiscard]] ledger::Result<boost::json::object> timeline(const Views& views, const Query& query,
                                                           ledger::RecordedAt now);

}  // namespace pledgebook::projections
