// SPDX-License-Identifier: Apache-2.0
// Assets: styles, scripts and pictures, built by npm and compiled into the program, under names
// that change with their bytes. A program that was built without npm has none: pages are then
// plain.
//
// Threads: any.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/error.h"
#include "server/http/route.h"

namespace pledgebook::server {

struct Asset {
  std::string_view name;     // "pledgebook.css"
  std::string_view address;  // "/assets/pledgebook-1A2B3C4D.css"
  std::string_view content_type;
  std::string_view bytes;
  std::string_view gzip;    // "" if that is no smaller
  std::string_view brotli;  // likewise
};

// From now on these instead. Their bytes outlive every request.
void use_assets(std::vector<Asset> given);
[[nodiscard]] std::vector<Asset> assets_in_use();

// Where a page finds an asset; nothing if the program has none of this name.
[[nodiscard]] std::optional<std::string> asset_address(std::string_view name);
// Its bytes, for pages that contain it, such as the map; "" if there is none.
[[nodiscard]] std::string_view asset_bytes(std::string_view name);

// GET /assets/{name}
[[nodiscard]] std::vector<Route> asset_routes();

}  // namespace pledgebook::server
