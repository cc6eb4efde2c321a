// SPDX-License-Identifier: Apache-2.0
// Focus areas: each item of the published list, with the tally of its pledges.
#pragma once

#include <boost/json/object.hpp>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// {…, "rows": [{"focus_area", "title": {lang: text}, …tally}], "totals"} in the order of the list.
[[nodiscard]] ledger::Result<boost::json::object> focus_areas(const Views& views,
                                                              const Query& query,
                                                              ledger::RecordedAt now);

}  // namespace pledgebook::projections
