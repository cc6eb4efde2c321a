// SPDX-License-Identifier: Apache-2.0
#include "projections/query/cell_page.h"

namespace pledgebook::projections {
namespace {

using ledger::Result;

// Counts rows as their cells go by, in the order of their keys.
class RowCounter {
 public:
  RowCounter(const Query& query, RowOf row_of) : query_(query), row_of_(row_of) {}

  // Whether the cell's row is on the page.
  [[nodiscard]] bool is_on_page(std::string_view key) {
    const std::string_view row = row_of_ == RowOf::member ? split_commitment_key(key).first : key;
    if (total_ == 0 || row != last_) {
      ++total_;
      last_ = row;
    }
    return query_.shows(total_ - 1);
  }
  [[nodiscard]] std::size_t total() const noexcept { return total_; }

 private:
  const Query& query_;
  const RowOf row_of_;
  std::size_t total_ = 0;
  std::string last_;
};

Result<CellPage> stored_page(const Selection& selection, RowOf row_of) {
  CellPage page;
  RowCounter rows(selection.query(), row_of);
  const bool is_whole = for_each_cell(selection.rows(), Model::commitments,
                                      [&](std::string_view key, std::string_view packed) {
                                        if (!rows.is_on_page(key)) return true;
                                        return unpack(packed, page.cells[std::string(key)]);
                                      });
  if (!is_whole) return std::unexpected(damaged_views());
  page.total = rows.total();
  LEDGER_TRY(auto totals, selection.cells(Model::totals));
  page.tally = std::move(totals[""].tally);
  return page;
}

}  // namespace

Result<CellPage> cell_page(const Selection& selection, RowOf row_of) {
  if (selection.selects_all_now()) return stored_page(selection, row_of);
  CellPage page;
  RowCounter rows(selection.query(), row_of);
  LEDGER_TRY(auto cells, selection.cells(Model::commitments));
  for (auto& [key, cell] : cells) {
    page.tally += cell.tally;
    if (rows.is_on_page(key)) page.cells.emplace_hint(page.cells.end(), key, std::move(cell));
  }
  page.total = rows.total();
  return page;
}

}  // namespace pledgebook::projections
