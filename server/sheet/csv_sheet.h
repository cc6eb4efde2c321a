// SPDX-License-Identifier: Apache-2.0
// CsvSheet: a table from CSV (RFC 4180), with commas, semicolons or tabs between the cells.
#pragma once

#include <string>
#include <string_view>

#include "server/sheet/sheet.h"

namespace pledgebook::server {

[[nodiscard]] Reading<Sheet> read_csv(const std::string& path, std::string_view bytes);

}  // namespace pledgebook::server
