// SPDX-License-Identifier: Apache-2.0
// Frameworks: the pledges towards SDGs, WSIS action lines and goals.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "rows": [{"framework": "sdg"|"wsis"|"goals", "item", "title", …tally}]}.
[[nodiscard]] ledger::Result<boost::json::object> frameworks(const Views& views, const Query& query,
                                                             ledger::RecordedAt now);

}  // namespace pledgebook::projections
