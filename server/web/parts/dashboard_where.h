// SPDX-License-Identifier: Apache-2.0
// DashboardWhere: the section "Where it should arrive": the map or the table of countries.
#pragma once

#include <string>

#include "ledger/error.h"
#include "projections/views/dashboard.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"
#include "server/web/parts/dashboard_parts.h"

namespace pledgebook::server {

void set_where(Fields& fields, const PageContext& context, const projections::Selection& selection,
               const projections::Dashboard& board, const Choices& choices);
// The map alone, for the same question: an SVG.
[[nodiscard]] ledger::Result<std::string> dashboard_map(const PageContext& context);

}  // namespace pledgebook::server
