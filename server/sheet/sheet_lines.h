// SPDX-License-Identifier: Apache-2.0
// SheetLines: the rows of a sheet as lines of an import (import_source.h), by a mapping. A row with
// a cell that is not understood makes no line: its faults say the cell and what to write.
//
//   Sheet + Mapping ─▶ SheetLines: lines, faults, sums ─▶ ImportSource
//
// Threads: values.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/domain/values/money.h"
#include "server/sheet/cell_trouble.h"
#include "server/sheet/mapping.h"
#include "server/sheet/sheet.h"

namespace pledgebook::server {

// A party that the ledger has.
struct KnownParty {
  std::string id;
  std::string name;
};

struct CellFault {
  std::uint32_t row = 0;
  std::size_t column = 0;
  std::string heading;
  CellTrouble trouble;
};

// {"row", "column", "heading", "code", "cell", "what"}; column and heading are null where it is
// about the row.
[[nodiscard]] boost::json::object to_json(const CellFault& fault);

struct SheetLines {
  std::vector<std::string> lines;   // JSON
  std::vector<std::uint32_t> rows;  // of each line
  std::vector<CellFault> faults;    // by row and column
  std::uint32_t rows_read = 0;      // below the headings
  std::uint32_t pledges = 0;
  std::vector<std::string> new_members;  // their names, in the order of the sheet
  std::uint32_t known_members = 0;
  std::map<std::string, ledger::Decimal> announced;  // by currency
  std::map<std::string, std::uint32_t> areas;        // pledges by focus area
};

// A Misread if the mapping does not fit the sheet: a heading that is not there, a field that
// is not mapped although each pledge needs it.
[[nodiscard]] Reading<SheetLines> lines_of(const Sheet& sheet, const Mapping& mapping,
                                           std::span<const KnownParty> known);

// Where a member of a statement's body comes from: "/body/value/amount" is the amount.
[[nodiscard]] std::optional<SheetField> field_of_pointer(std::string_view pointer) noexcept;

}  // namespace pledgebook::server
