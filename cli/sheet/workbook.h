// SPDX-License-Identifier: Apache-2.0
// Workbook: a sheet of an Excel workbook (.xlsx, Office Open XML: ISO/IEC 29500), by libzip and
// pugixml. Every part is bounded before it is unpacked, so that a small file can't fill the memory.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/sheet/sheet.h"

namespace pledgebook::cli {

// Days come as days where the cell's format is one of dates. Of a formula the value counts that
// Excel has stored. Cells merged with others below them give each of those rows the value.
[[nodiscard]] Outcome<Sheet> read_workbook(const std::string& path, std::string_view bytes,
                                           const std::optional<std::string>& wanted);

}  // namespace pledgebook::cli
