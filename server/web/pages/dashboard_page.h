// SPDX-License-Identifier: Apache-2.0
// DashboardPage: the first page: what was pledged, by whom, for whom, for what, and how it goes.
#pragma once

#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

[[nodiscard]] ledger::Result<Page> dashboard_page(const PageContext& context);
}  // namespace pledgebook::server
