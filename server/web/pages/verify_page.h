// SPDX-License-Identifier: Apache-2.0
// VerifyPage: checks a file in the reader's browser, and offers the same as a file of its own,
// which needs neither this server nor a network.
#pragma once

#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

[[nodiscard]] ledger::Result<Page> verify_page(const PageContext& context);

}  // namespace pledgebook::server
