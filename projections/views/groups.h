// SPDX-License-Identifier: Apache-2.0
// Groups: country groups and regions; for each pledge by the list in force when it was published.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "rows": [{"list", "group", "title", …tally of whole values, "apportioned": {…amounts}}]}.
[[nodiscard]] ledger::Result<boost::json::object> groups(const Views& views, const Query& query,
                                                         ledger::RecordedAt now);

}  // namespace pledgebook::projections
