// SPDX-License-Identifier: Apache-2.0
// CheckpointPage: one checkpoint of the log: its size and root, when and by whom it was signed, and
// what the ledger said at that size.
#pragma once

#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

// The checkpoint of the size named in the path; Errc::not_found with the sentence if there is none.
[[nodiscard]] ledger::Result<Page> checkpoint_page(const PageContext& context);

}  // namespace pledgebook::server
