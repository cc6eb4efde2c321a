// SPDX-License-Identifier: Apache-2.0
// Pledge: one pledge with its history.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "pledge": {…}, "total", "page", "per_page", "history": [newest first: {"index", "sid",
// "recorded_at", "at", "kind", "signers", "keys", "leaf_hash", "body", "diff": [{"path", "old",
// "new"}]?}]}: a page of the `total` records of its stream. "reports", "not_endorsed",
// "attestations" and "matches" of the pledge have the same pages; "reports_total" and so on count
// all. Uses `recorded`, `stated`, `page` and `per_page` of the query. Errc::not_found if there is
// no such pledge, or it did not exist then.
[[nodiscard]] ledger::Result<boost::json::object> pledge(const Views& views,
                                                         const ledger::PledgeId& id,
                                                         const Query& query,
                                                         ledger::RecordedAt now);

}  // namespace pledgebook::projections
