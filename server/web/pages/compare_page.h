// SPDX-License-Identifier: Apache-2.0
// ComparePage: two dates side by side: what was added, changed, withdrawn and reported between
// them, and how that adds up to the difference of the totals.
#pragma once

#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

// `from` and `to` are days; without them, a year ago and today.
[[nodiscard]] ledger::Result<Page> compare_page(const PageContext& context);

}  // namespace pledgebook::server
