// SPDX-License-Identifier: Apache-2.0
// The totals of domain.md computed the slow way, for comparison: every statement is folded again
// for each query, nothing is stored, and rates, disputes and overlaps are searched linearly.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <vector>

#include "projections/query/query.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::projections {

// The "rows" of `commitments`, each without `member_name`, and the totals as a last row without a
// member.
[[nodiscard]] boost::json::array naive_commitments(
    const std::vector<support::AcceptedStatement>& statements, Axis axis,
    std::optional<ledger::RecordedAt> as_of, ledger::Date today);

}  // namespace pledgebook::projections
