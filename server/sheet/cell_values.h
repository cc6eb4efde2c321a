// SPDX-License-Identifier: Apache-2.0
// CellValues: an amount and a day as a cell has them, by the mapping's style. What could mean two
// things, or is no exact figure, is refused with what to write instead.
//
// Threads: pure functions.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "server/sheet/cell_trouble.h"
#include "server/sheet/mapping.h"
#include "server/sheet/sheet.h"

namespace pledgebook::server {

template <class T>
using CellValue = std::expected<T, CellTrouble>;

struct SheetAmount {
  std::string amount;                   // a decimal: "155000000", "12.50"
  std::optional<std::string> currency;  // of a cell that names it: "USD 12,500,000"
};

[[nodiscard]] CellValue<SheetAmount> amount_of(const Cell& cell,
                                               const std::optional<AmountStyle>& style);

// "2026-12-31".
[[nodiscard]] CellValue<std::string> day_of(const Cell& cell, std::optional<DayStyle> style);

}  // namespace pledgebook::server
