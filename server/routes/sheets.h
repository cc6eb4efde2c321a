// SPDX-License-Identifier: Apache-2.0
// Sheets: what the ledger understands of a spreadsheet that somebody brings, before anybody signs
// (docs/IMPORT.md, "Spreadsheets"). Nothing is kept.
#pragma once

#include <cstddef>
#include <vector>

#include "server/http/route.h"
#include "server/routes/services.h"

namespace pledgebook::server {

// Of the file itself. Larger ones are for `pledgebook import`.
inline constexpr std::size_t kUploadedSheetBytesMax = std::size_t{1} * 1'024 * 1'024;

[[nodiscard]] std::vector<Route> sheet_routes(const Services& services);

}  // namespace pledgebook::server
