// SPDX-License-Identifier: Apache-2.0
// The totals of domain.md done the slow way, for tests to compare with: every statement is folded
// again for each question, nothing is kept, and rates, disputes and overlaps are looked for by
// going through all there is.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <vector>

#include "projections/query/query.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::projections {

// What `commitments` answers in "rows", each row without `member_name`, and the totals as a last
// row without a member.
[[nodiscard]] boost::json::array naive_commitments(
    const std::vector<support::AcceptedStatement>& statements, Axis axis,
    std::optional<ledger::RecordedAt> as_of, ledger::Date today);

}  // namespace pledgebook::projections
