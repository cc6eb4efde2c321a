// SPDX-License-Identifier: Apache-2.0
// MyKeysPage: the keys of the reader's browser. The server knows none of them; scripts do the work
// (server/web/src/keys/).
#pragma once

#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

[[nodiscard]] ledger::Result<Page> my_keys_page(const PageContext& context);

}  // namespace pledgebook::server
