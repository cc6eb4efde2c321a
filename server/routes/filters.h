// SPDX-License-Identifier: Apache-2.0
// Filters: the parameters that lists share, as routes describe them and as
// projections/query/query.h reads them.
#pragma once

#include <string>
#include <vector>

#include "ledger/domain/values/refusal.h"
#include "projections/query/query.h"
#include "server/http/request.h"
#include "server/http/route.h"

namespace pledgebook::server {

[[nodiscard]] std::vector<Parameter> filter_parameters();     // of lists
[[nodiscard]] std::vector<Parameter> time_parameters();       // of one pledge or member, by pages
[[nodiscard]] std::vector<Parameter> page_parameters();       // of what is listed by pages alone
[[nodiscard]] std::vector<Parameter> reference_parameters();  // of the reference lists

// The query that a checked request asks; `min_size` and `language` are not part of it.
[[nodiscard]] ledger::Admitted<projections::Query> parse_filters(const Request& request);

// What a checked request of a read model asks, in one form however it is written: its path and its
// parameters, decoded, sorted, each value once, without empty ones and without `min_size`, on which
// the answer does not depend. Requests of the same form get the same answer at the same position of
// the log. The form is no target: control characters, which no target has, part its members.
[[nodiscard]] std::string normal_form(const Request& request);

}  // namespace pledgebook::server
