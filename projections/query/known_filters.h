// SPDX-License-Identifier: Apache-2.0
// KnownFilters: whether the ids that a query filters by exist at all. "The member has pledged
// nothing" and "you mistyped" must not look the same.
#pragma once

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// Errc::not_found, with the nearest id that there is, if a member was never registered, a focus
// area, group, region or SDG is in no published list, or the date lies in the future.
[[nodiscard]] ledger::Result<void> check_filters(const Views& views, const Query& query,
                                                 ledger::Date today);

}  // namespace pledgebook::projections
