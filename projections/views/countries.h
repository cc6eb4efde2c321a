// SPDX-License-Identifier: Apache-2.0
// Countries: the pledges to each country, counted in two labelled ways: the full value for each
// country that a pledge names, and the value apportioned among them.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "rows": [{"country", "name", …tally of whole values, "apportioned": {…amounts}}],
// "unallocated": {…}, "totals"} in the order of iso3.
[[nodiscard]] ledger::Result<boost::json::object> countries(const Views& views, const Query& query,
                                                            ledger::RecordedAt now);

}  // namespace pledgebook::projections
