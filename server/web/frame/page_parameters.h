// SPDX-License-Identifier: Apache-2.0
// PageParameters: what the address of a page may say: the filters of all lists, and how the page
// looks.
#pragma once

#include <vector>

#include "ledger/domain/values/refusal.h"
#include "projections/query/query.h"
#include "server/http/request.h"
#include "server/http/route.h"

namespace pledgebook::server {

[[nodiscard]] std::vector<Parameter> page_filters();
// The request's question without the parameters of looks.
[[nodiscard]] ledger::Admitted<projections::Query> parse_question(const Request& request);

}  // namespace pledgebook::server
