// SPDX-License-Identifier: Apache-2.0
// Filters: the parameters that lists share, as routes describe them and as
// projections/query/query.h reads them.
#pragma once

#include <vector>

#include "ledger/domain/values/refusal.h"
#include "projections/query/query.h"
#include "server/http/request.h"
#include "server/http/route.h"

namespace pledgebook::server {

[[nodiscard]] std::vector<Parameter> filter_parameters();     // of lists
[[nodiscard]] std::vector<Parameter> time_parameters();       // of one pledge or member
[[nodiscard]] std::vector<Parameter> reference_parameters();  // of the reference lists

// The query that a checked request asks; `min_size` and `language` are not part of it.
[[nodiscard]] ledger::Admitted<projections::Query> parse_filters(const Request& request);

}  // namespace pledgebook::server
