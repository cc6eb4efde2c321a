// SPDX-License-Identifier: Apache-2.0
// RecordPage: one record of the log as it is: who said what, the exact text that was signed, its
// hashes, and where its proofs are.
#pragma once

#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

// The record named in the path; Errc::not_found if the log does not have it.
[[nodiscard]] ledger::Result<Page> record_page(const PageContext& context);

}  // namespace pledgebook::server
