// SPDX-License-Identifier: Apache-2.0
// Dashboard: everything that the first page shows of the pledges that a query selects, as typed
// rows. All pledges at the present are read from cells, others in one walk over them. The same
// figures as summary.h, countries.h, groups.h and objectives.h give.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/error.h"
#include "projections/figures/facet_cells.h"
#include "projections/figures/facets.h"
#include "projections/query/query.h"
#include "projections/query/selection.h"
#include "projections/query/views.h"
#include "projections/views/objectives.h"

namespace pledgebook::projections {

struct Dashboard {
  Standing standing;
  Tally totals;
  ledger::Decimal overlap_usd;  // what members declare to count twice
  std::int64_t members = 0;     // with a pledge
  std::int64_t countries = 0;   // that pledges name
  std::int64_t reported = 0;    // pledges with a report
  std::int64_t published = 0;   // pledges that have been published
  Facets facets;
  Cuts whole_countries;     // each pledge's whole value under each of its countries
  PublishedCuts time_line;  // by month and focus area
  std::vector<ObjectiveProgress> objectives;
};

[[nodiscard]] ledger::Result<Dashboard> dashboard(const Selection& selection);

}  // namespace pledgebook::projections
