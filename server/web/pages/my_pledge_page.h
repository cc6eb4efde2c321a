// SPDX-License-Identifier: Apache-2.0
// MyPledgePage: a member makes a pledge and signs it with a key of the browser. Scripts do the work
// (server/web/src/pledging/); the server sees what is signed.
#pragma once

#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

[[nodiscard]] ledger::Result<Page> my_pledge_page(const PageContext& context);

}  // namespace pledgebook::server
