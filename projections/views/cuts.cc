// SPDX-License-Identifier: Apache-2.0
#include "projections/views/cuts.h"

namespace pledgebook::projections {

ledger::Result<CutTable> cut(const Selection& selection, std::span<const Facet> facets) {
  const ledger::Date day = selection.day();
  CutTable table;
  LEDGER_CHECK(selection.for_each([&](const ValuedPledge& pledge) {
    table.totals.add(pledge, Sign::add);
    for (const Facet facet : facets) table.facets.add(facet, selection.context(), pledge, day);
  }));
  return table;
}

}  // namespace pledgebook::projections
