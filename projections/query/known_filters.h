// SPDX-License-Identifier: Apache-2.0
// KnownFilters: whether the ids that a query filters by exist at all. "The member has pledged
// nothing" and "you mistyped" must not look the same.
#pragma once

#include <optional>
#include <string>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/query.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// A value that does not exist.
struct UnknownValue {
  std::string filter;      // "focus_area"; "goal" for all lists of goals
  std::string value;       // of a time: its day
  std::string near = {};   // the nearest that exists, if one is near
  bool is_future = false;  // a time, later than today everywhere
};
// The first that is found.
[[nodiscard]] std::optional<UnknownValue> find_unknown(const Views& views, const Query& query,
                                                       ledger::Date today);

// The same as an error for programs: Errc::not_found, with the nearest id that there is, if a
// member was never registered, a focus area, group, region or SDG is in no published list, or the
// date lies in the future.
[[nodiscard]] ledger::Result<void> check_filters(const Views& views, const Query& query,
                                                 ledger::Date today);

}  // namespace pledgebook::projections
