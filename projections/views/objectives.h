// SPDX-License-Identifier: Apache-2.0
// Objectives: pledged, reported and observed against each objective's target.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "rows": [{"objective", "title", "unit", "baseline", "target", "pledged", "reported",
// "observations": [{"date", "value", "country"?, "source"}]}]}.
[[nodiscard]] ledger::Result<boost::json::object> objectives(const Views& views, const Query& query,
                                                             ledger::RecordedAt now);

}  // namespace pledgebook::projections
