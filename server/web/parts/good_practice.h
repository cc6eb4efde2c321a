// SPDX-License-Identifier: Apache-2.0
// GoodPractice: the newest lessons of members' reports, on the dashboard.
#pragma once

#include "projections/query/selection.h"
#include "server/web/frame/page.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

[[nodiscard]] ledger::Result<void> set_good_practice(Fields& fields, const PageContext& context,
                                                     const projections::Selection& selection);

}  // namespace pledgebook::server
