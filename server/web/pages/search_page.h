// SPDX-License-Identifier: Apache-2.0
// SearchPage: what one box finds: pledges, members, countries, focus areas and records.
#pragma once

#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

[[nodiscard]] ledger::Result<Page> search_page(const PageContext& context);

}  // namespace pledgebook::server
