// SPDX-License-Identifier: Apache-2.0
// Tile: a piece of the log for others to fetch (c2sp.org/tlog-tiles v0.1.0). A hash tile of level l
// holds 256 hashes of complete subtrees of 256^l records; an entry bundle holds 256 records, each
// with its length as a u16 before it. At the right edge both may hold fewer: a partial tile, whose
// path contains its width.
//
//   /tile/<l>/<n>[.p/<w>]          /tile/entries/<n>[.p/<w>]
//
// <n> is in groups of three digits, all but the last with an `x` before them: 1234067 is
// x001/x234/067. The tile at a path never changes once its records are published.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

inline constexpr unsigned kTileWidth = 256;
inline constexpr unsigned kTileLevelMax = 7;  // 256^7 records are more than a log can hold

struct Tile {
  enum class Content : std::uint8_t { hashes, entries };
  Content content = Content::hashes;
  unsigned level = 0;  // 0 for entries
  std::uint64_t number = 0;
  unsigned width = kTileWidth;  // 1 to 256

  friend auto operator<=>(const Tile&, const Tile&) = default;
};

// Parses the path after "/tile/". Nothing unless `path` is the one spelling of a tile.
[[nodiscard]] std::optional<Tile> parse_tile_path(std::string_view path);
[[nodiscard]] std::string tile_path(const Tile& tile);

// Whether a log of `size` records has the whole tile.
[[nodiscard]] bool has_tile(Size size, const Tile& tile) noexcept;
// The tile's bytes. REQUIRES: has_tile(snapshot.size(), tile). Errc::corrupt if a record can't be
// read.
[[nodiscard]] Result<std::string> tile_bytes(const Snapshot& snapshot, const Tile& tile);

}  // namespace pledgebook::ledger
