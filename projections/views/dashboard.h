// SPDX-License-Identifier: Apache-2.0
// Dashboard: everything that the first page shows of the pledges that a query selects, as typed
// rows, from one reading of them. The same figures as summary.h, countries.h and groups.h give.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "projections/query/facets.h"
#include "projections/query/query.h"
#include "projections/query/selection.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

// A published pledge on the time line.
struct PublishedPledge {
  ledger::Date day{};
  ledger::ItemId focus_area;
  ledger::PartyId member;
  bool counts = false;                 // its amounts count in totals
  std::optional<ledger::Decimal> usd;  // announced, if it counts and has a USD value
};

struct Dashboard {
  Standing standing;
  Tally totals;
  ledger::Decimal overlap_usd;  // what members declare to count twice
  std::int64_t members = 0;     // with a pledge
  std::int64_t countries = 0;   // that pledges name
  std::int64_t reported = 0;    // pledges with a report
  std::int64_t published = 0;   // pledges that have been published
  Facets facets;
  Cuts whole_countries;                    // each pledge's whole value under each of its countries
  std::vector<PublishedPledge> time_line;  // by day
};

[[nodiscard]] ledger::Result<Dashboard> dashboard(const Selection& selection);

}  // namespace pledgebook::projections
