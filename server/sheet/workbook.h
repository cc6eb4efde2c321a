// SPDX-License-Identifier: Apache-2.0
// Workbook: a sheet of an Excel workbook (.xlsx, Office Open XML: ISO/IEC 29500), by libzip and
// pugixml. Every part is bounded before it is unpacked, so that a small file can't fill the memory.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/sheet/sheet.h"

namespace pledgebook::server {

// Days come as days where the cell's format is one of dates. Of a formula the value counts that
// Excel has stored. Cells merged with others below them give each of those rows the value.
[[nodiscard]] Reading<Sheet> read_workbook(const std::string& path, std::string_view bytes,
                                           const std::optional<std::string>& wanted,
                                           std::size_t part_bytes_max);

}  // namespace pledgebook::server
