// SPDX-License-Identifier: Apache-2.0
// Queues: pledges that need somebody's attention.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "to_review": [rows as in pledges.h], "corrections" (proposed, for a reviewer to answer),
// "due", "inactive", "overdue" (end passed and open), "undocumented" (last report without
// evidence), "queried", "counts": {"to_review": 3, …}, "page", "per_page"}; a page of each queue.
[[nodiscard]] ledger::Result<boost::json::object> queues(const Views& views, const Query& query,
                                                         ledger::RecordedAt now);

}  // namespace pledgebook::projections
