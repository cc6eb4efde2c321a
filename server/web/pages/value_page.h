// SPDX-License-Identifier: Apache-2.0
// ValuePage: one member, country, focus area, region or group: what it adds up to, how it goes, and
// its pledges.
#pragma once

#include "ledger/error.h"
#include "projections/figures/facets.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

// Of the value named in the path.
[[nodiscard]] ledger::Result<Page> value_page(const PageContext& context, projections::Facet facet);

}  // namespace pledgebook::server
