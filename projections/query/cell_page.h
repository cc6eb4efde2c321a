// SPDX-License-Identifier: Apache-2.0
// CellPage: a page of the commitments cells of a selection, and what all of them come to. Of all
// pledges now, only the cells of the page are unpacked.
#pragma once

#include <cstddef>
#include <cstdint>

#include "projections/figures/cells.h"
#include "projections/query/selection.h"

namespace pledgebook::projections {

// What a row of a page is: one cell, or all cells of a member.
enum class RowOf : std::uint8_t { commitment, member };

struct CellPage {
  CellMap cells;          // of the rows on the query's page
  std::size_t total = 0;  // rows on all pages
  Tally tally;            // of all rows
};
[[nodiscard]] ledger::Result<CellPage> cell_page(const Selection& selection, RowOf row_of);

}  // namespace pledgebook::projections
