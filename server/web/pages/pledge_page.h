// SPDX-License-Identifier: Apache-2.0
// PledgePage: one pledge: where it stands, promised against delivered, money through time, what was
// pledged, and who said what.
#pragma once

#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

// The pledge named in the path; Errc::not_found with the sentence if there is none.
[[nodiscard]] ledger::Result<Page> pledge_page(const PageContext& context);

}  // namespace pledgebook::server
