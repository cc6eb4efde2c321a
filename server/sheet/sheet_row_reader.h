// SPDX-License-Identifier: Apache-2.0
// SheetRowReader: one row of a sheet while its pledge is made of it: each cell by the field that
// its column has, and what is wrong with it.
//
// Threads: one at a time.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/sheet/cell_trouble.h"
#include "server/sheet/mapping.h"
#include "server/sheet/sheet.h"
#include "server/sheet/sheet_lines.h"

namespace pledgebook::server {

using SheetColumns = std::map<SheetField, std::size_t>;

// What it is made of outlives it.
class SheetRowReader {
 public:
  SheetRowReader(const SheetRow& row, const SheetRow& headings, const SheetColumns& columns,
                 const Mapping& mapping, std::vector<CellFault>& faults)
      : row_(row), headings_(headings), columns_(columns), mapping_(mapping), faults_(faults) {}

  [[nodiscard]] bool has(SheetField field) const { return columns_.contains(field); }
  // No cell was refused.
  [[nodiscard]] bool is_good() const noexcept { return is_good_; }

  // The cell, or the default as one; empty if neither says anything.
  [[nodiscard]] Cell cell(SheetField field) const;
  [[nodiscard]] std::string text(SheetField field) const { return cell(field).text; }

  // The cell of the field is at fault.
  void refuse(SheetField field, CellTrouble trouble);

  // What the cell's word means: by the mapping, else by the words of six languages.
  [[nodiscard]] std::optional<std::string> meaning(SheetField field, const std::string& word) const;

  // These refuse the cell, and give "", if it has no such value. `what`: what to write.
  std::string required(SheetField field, std::string_view what);
  std::string choice(SheetField field, std::string_view what);
  std::string day(SheetField field);

 private:
  const SheetRow& row_;
  const SheetRow& headings_;
  const SheetColumns& columns_;
  const Mapping& mapping_;
  std::vector<CellFault>& faults_;
  bool is_good_ = true;
};

}  // namespace pledgebook::server
