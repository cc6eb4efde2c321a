// SPDX-License-Identifier: Apache-2.0
// PledgesPage: the list of pledges with filters, what it adds up to, and its download.
#pragma once

#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

[[nodiscard]] ledger::Result<Page> pledges_page(const PageContext& context);

}  // namespace pledgebook::server
