// SPDX-License-Identifier: Apache-2.0
// CeremonyPage: where officers get the file ceremony.html, which makes their keys without a network
// (server/web/src/ceremony/). The page itself makes no key.
#pragma once

#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

[[nodiscard]] ledger::Result<Page> ceremony_page(const PageContext& context);

}  // namespace pledgebook::server
