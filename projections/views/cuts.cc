// SPDX-License-Identifier: Apache-2.0
#include "projections/views/cuts.h"

#include "projections/figures/facet_cells.h"

namespace pledgebook::projections {

ledger::Result<CutTable> cut(const Selection& selection, std::span<const Facet> facets) {
  const ledger::Date day = selection.day();
  CutTable table;
  if (selection.selects_all_now()) {
    LEDGER_TRY(auto totals, selection.cells(Model::totals));
    table.totals = std::move(totals[""].tally);
    for (const Facet facet : facets) {
      if (!read_facet(selection.rows(), selection.context(), facet, day, table.facets.of(facet)))
        return std::unexpected(damaged_views());
    }
    return table;
  }
  LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) {
    table.totals.add(pledge, Sign::add);
    for (const Facet facet : facets) table.facets.add(facet, selection.context(), pledge, day);
  }));
  return table;
}

}  // namespace pledgebook::projections
