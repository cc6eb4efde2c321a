// SPDX-License-Identifier: Apache-2.0
// Downloads: what lists show, whole, as CSV: the same filters and date give the same figures. Each
// row says as of when it is, of which record, and under which licence, so that it can be cited
// alone.
#pragma once

#include <span>
#include <string>

#include "ledger/error.h"
#include "projections/figures/facets.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

[[nodiscard]] ledger::Result<std::string> pledges_csv(const PageContext& context);
// One row for each value of each facet.
[[nodiscard]] ledger::Result<std::string> cuts_csv(const PageContext& context,
                                                   std::span<const projections::Facet> facets);
// One row for each month with a publication.
[[nodiscard]] ledger::Result<std::string> timeline_csv(const PageContext& context);

}  // namespace pledgebook::server
