// SPDX-License-Identifier: Apache-2.0
// Filters: the parameters that lists share: their descriptions for routes, and how requests become
// a Query (projections/query/query.h).
#pragma once

#include <string>
#include <vector>

#include "ledger/domain/values/refusal.h"
#include "projections/query/query.h"
#include "server/http/request.h"
#include "server/http/route.h"

namespace pledgebook::server {

[[nodiscard]] std::vector<Parameter> filter_parameters();     // of lists
[[nodiscard]] std::vector<Parameter> time_parameters();       // of one pledge or member, in pages
[[nodiscard]] std::vector<Parameter> search_parameters();     // of the search over everything
[[nodiscard]] std::vector<Parameter> page_parameters();       // of lists with pages and no filters
[[nodiscard]] std::vector<Parameter> reference_parameters();  // of the reference lists

// The query of a checked request; `min_size`, `language` and what only messages are filtered by
// (message_filter.h) are not part of it.
[[nodiscard]] ledger::Admitted<projections::Query> parse_filters(const Request& request);

}  // namespace pledgebook::server
