// SPDX-License-Identifier: Apache-2.0
// Cells: the tallies of a read model by key. They are kept up to date in table `tallies`, or
// computed for one query from the pledges that it selects. The same code does both.
//
//   model        key                        tally of                         `part`
//   totals       ""                         all pledges
//   commitments  member, NUL, focus area    their pledges
//   focus_areas  focus area                 its pledges
//   countries    iso3; "" for unallocated   pledges that name the country    its apportioned part
//   timeline     "YYYY-MM"                  pledges published in the month   what reports moved
//
// Threads: one at a time.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "projections/figures/tally.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

enum class Model : char {
  totals = 't',
  commitments = 'c',
  focus_areas = 'a',
  countries = 'n',
  timeline = 'm',
};
inline constexpr std::array kModels{Model::totals, Model::commitments, Model::focus_areas,
                                    Model::countries, Model::timeline};

struct Cell {
  Tally tally;
  Amounts part;
  std::int64_t reports = 0;  // made in the month
  friend bool operator==(const Cell&, const Cell&) = default;
};
void members(auto& row, ledger::Is<Cell> auto& v) { row(v.tally, v.part, v.reports); }

using CellMap = std::map<std::string, Cell, std::less<>>;

// Cells of all models; those of table `tallies` are loaded when asked for.
class StoredCells {
 public:
  // The transaction outlives the object.
  explicit StoredCells(WriteRows& rows) : rows_(rows) {}
  void contribute(const Context& context, const ValuedPledge& pledge, Sign sign);
  // Writes the loaded cells; empty ones are erased.
  void write();
  // True if a row could not be decoded: then don't write the cells.
  [[nodiscard]] bool damaged() const noexcept { return damaged_; }

 private:
  Cell& at(Model model, std::string_view key);

  WriteRows& rows_;
  CellMap cells_;  // by the row's key
  bool damaged_ = false;
};

// Adds to the cells of one model.
void contribute(Model model, const Context& context, const ValuedPledge& pledge, CellMap& cells);

// The cells of a model in table `tallies` whose keys begin with `prefix`. False if a row is
// damaged.
[[nodiscard]] bool read_cells(const ReadRows& rows, Model model, CellMap& cells,
                              std::string_view prefix = {});

// Calls `visit(key, packed)` for each cell of a model in the order of keys, until one gives false.
// False then, and where a row is damaged.
using VisitCell = std::function<bool(std::string_view key, std::string_view packed)>;
[[nodiscard]] bool for_each_cell(const ReadRows& rows, Model model, const VisitCell& visit);
// Their keys alone.
[[nodiscard]] std::vector<std::string> read_keys(const ReadRows& rows, Model model);

// The key of a commitments cell.
[[nodiscard]] std::string commitment_key(const ledger::PartyId& member,
                                         const ledger::ItemId& focus_area);
[[nodiscard]] std::pair<std::string_view, std::string_view> split_commitment_key(
    std::string_view key);

}  // namespace pledgebook::projections
