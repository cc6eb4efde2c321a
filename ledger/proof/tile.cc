// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/tile.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

#include "ledger/big_endian.h"
#include "ledger/log/tree.h"

namespace pledgebook::ledger {
namespace {

constexpr std::string_view kEntries = "entries";
constexpr std::string_view kPartial = ".p/";
constexpr std::size_t kGroupDigits = 3;
constexpr std::uint64_t kGroupBase = 1'000;
constexpr std::size_t kPathBytesMax = 64;
constexpr std::uint64_t kNumberMax = std::numeric_limits<std::uint64_t>::max() / kGroupBase - 1;

std::optional<std::uint64_t> parse_number(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// Takes the text before the next slash, and the slash.
std::string_view take_segment(std::string_view& path) {
  const std::size_t slash = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, slash);
  path.remove_prefix(std::min(slash + 1, path.size()));
  return segment;
}

std::string number_path(std::uint64_t number) {
  std::string path = fmt::format("{:03}", number % kGroupBase);
  for (number /= kGroupBase; number > 0; number /= kGroupBase)
    path = fmt::format("x{:03}/{}", number % kGroupBase, path);
  return path;
}

// The number in the groups. Other spellings of it are detected by encoding it again.
std::optional<std::uint64_t> parse_groups(std::string_view groups) {
  std::uint64_t number = 0;
  while (!groups.empty()) {
    std::string_view group = take_segment(groups);
    if (!groups.empty() && !group.starts_with('x')) return std::nullopt;
    if (!groups.empty()) group.remove_prefix(1);
    const auto part = parse_number(group);
    if (!part || group.size() != kGroupDigits || number > kNumberMax) return std::nullopt;
    number = number * kGroupBase + *part;
  }
  return number;
}

}  // namespace

std::optional<Tile> parse_tile_path(std::string_view path) {
  if (path.size() > kPathBytesMax) return std::nullopt;
  const std::string_view whole = path;
  Tile tile;
  const std::string_view level = take_segment(path);
  if (level == kEntries) {
    tile.content = Tile::Content::entries;
  } else {
    const auto number = parse_number(level);
    if (!number || *number > kTileLevelMax) return std::nullopt;
    tile.level = static_cast<unsigned>(*number);
  }
  if (const std::size_t partial = path.find(kPartial); partial != std::string_view::npos) {
    const auto width = parse_number(path.substr(partial + kPartial.size()));
    if (!width || *width == 0 || *width >= kTileWidth) return std::nullopt;
    tile.width = static_cast<unsigned>(*width);
    path = path.substr(0, partial);
  }
  const auto number = parse_groups(path);
  if (!number) return std::nullopt;
  tile.number = *number;
  return tile_path(tile) == whole ? std::optional(tile) : std::nullopt;
}

std::string tile_path(const Tile& tile) {
  const bool is_entries = tile.content == Tile::Content::entries;
  std::string path = is_entries ? std::string(kEntries) : std::to_string(tile.level);
  path += '/';
  path += number_path(tile.number);
  if (tile.width < kTileWidth) path += fmt::format("{}{}", kPartial, tile.width);
  return path;
}

bool has_tile(Size size, const Tile& tile) noexcept {
  const std::uint64_t complete = number(size) >> (kTreeLevelStep * tile.level);
  return complete / kTileWidth > tile.number ||
         (complete / kTileWidth == tile.number && complete % kTileWidth >= tile.width);
}

Result<std::string> tile_bytes(const Snapshot& snapshot, const Tile& tile) {
  std::string bytes;
  const std::uint64_t first = tile.number * kTileWidth;
  if (tile.content == Tile::Content::entries) {
    for (std::uint64_t i = first; i < first + tile.width; ++i) {
      LEDGER_TRY(const std::string_view record, snapshot.record(Index{i}));
      put_big_endian(bytes, static_cast<std::uint16_t>(record.size()));
      bytes += record;
    }
    return bytes;
  }
  StoredTree tree(snapshot);
  for (std::uint64_t i = first; i < first + tile.width; ++i)
    bytes += crypto::as_text(tree.node(kTreeLevelStep * tile.level, i).bytes);
  if (tree.damaged()) {
    return std::unexpected(Error{Errc::corrupt,
                                 "a record under this tile can't be read: run "
                                 "`pledgebook audit` and restore a backup"});
  }
  return bytes;
}

}  // namespace pledgebook::ledger
