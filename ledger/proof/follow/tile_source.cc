// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/follow/tile_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "crypto/merkle.h"
#include "crypto/signed_note.h"
#include "ledger/big_endian.h"
#include "ledger/log/record/record.h"
#include "ledger/log/tree.h"

namespace pledgebook::ledger {
namespace {

constexpr std::size_t kLengthBytes = 2;
constexpr std::size_t kBundleBytesMax = kTileWidth * (kLengthBytes + kRecordBytesMax);
constexpr std::size_t kRecordsBytesMax = std::size_t{32}
                                         << 20U;  // read at once; may exceed it by one bundle
constexpr std::size_t kHashTilesMax = 1'024;      // cached: 8 MiB

std::unexpected<Error> malformed(std::string_view path, std::string why) {
  return std::unexpected(
      Error{Errc::corrupt, fmt::format("{} is malformed: {}: the server is broken, or not a log's",
                                       path, std::move(why))});
}

std::string path_of(const Tile& tile) { return "/tile/" + tile_path(tile); }

// Tile `tile_number` of a log of `size` records. REQUIRES: the log has this tile.
Tile tile_at(Tile::Content content, unsigned level, std::uint64_t tile_number, Size size) {
  const std::uint64_t complete = number(size) >> (kTreeLevelStep * level);
  const auto width = std::min<std::uint64_t>(kTileWidth, complete - tile_number * kTileWidth);
  return {content, level, tile_number, static_cast<unsigned>(width)};
}

// A server may delete a partial tile once the whole one exists, and that begins with the same
// bytes.
Result<std::pair<Tile, std::string>> fetch_tile(const FetchPath& fetch, Tile tile,
                                                std::size_t bytes_max) {
  auto bytes = fetch(path_of(tile), bytes_max);
  if (!bytes && bytes.error().code == Errc::not_found && tile.width < kTileWidth) {
    Tile whole = tile;
    whole.width = kTileWidth;
    if (auto found = fetch(path_of(whole), bytes_max)) return std::pair(whole, *std::move(found));
  }
  if (!bytes) return std::unexpected(std::move(bytes).error());
  if (bytes->size() > bytes_max) {
    return malformed(path_of(tile),
                     fmt::format("it has more than the {} bytes that it may have", bytes_max));
  }
  return std::pair(tile, *std::move(bytes));
}

}  // namespace

Result<std::vector<std::string>> parse_entries(std::string_view bytes, std::size_t width,
                                               std::string_view path) {
  std::vector<std::string> records;
  records.reserve(width);
  while (records.size() < width) {
    ByteReader reader(bytes);
    const std::size_t length = reader.take<std::uint16_t>();
    if (!reader.ok() || bytes.size() - kLengthBytes < length) {
      return malformed(path, fmt::format("it ends within entry {} of {}", records.size(), width));
    }
    if (length > kRecordBytesMax) {
      return malformed(path, fmt::format("entry {} has {} bytes, and a record at most {}",
                                         records.size(), length, kRecordBytesMax));
    }
    records.emplace_back(bytes.substr(kLengthBytes, length));
    bytes.remove_prefix(kLengthBytes + length);
  }
  if (bytes.empty()) return records;
  return malformed(path, fmt::format("{} bytes follow its {} entries", bytes.size(), width));
}

Result<std::string> TileSource::checkpoint() {
  LEDGER_TRY(std::string note, fetch_("/checkpoint", crypto::kNoteBytesMax));
  if (note.size() <= crypto::kNoteBytesMax) return note;
  return malformed("/checkpoint",
                   fmt::format("it has more than the {} bytes of a note", crypto::kNoteBytesMax));
}

Result<std::vector<std::string>> TileSource::records(Index first, Size size) {
  std::vector<std::string> records;
  std::size_t bytes = 0;
  const std::uint64_t bundles = (number(size) + kTileWidth - 1) / kTileWidth;
  std::uint64_t bundle = number(first) / kTileWidth;
  std::size_t skipped = number(first) % kTileWidth;
  for (; bundle < bundles; ++bundle) {
    LEDGER_TRY(auto some, entries(bundle, size));
    for (std::string& record : some) {
      if (skipped > 0) {
        --skipped;
        continue;
      }
      bytes += record.size();
      records.push_back(std::move(record));
    }
    if (records.size() + kTileWidth > kSourceRecordsMax || bytes > kRecordsBytesMax) break;
  }
  return records;
}

Result<std::vector<std::string>> TileSource::entries(std::uint64_t bundle, Size size) {
  const Tile wanted = tile_at(Tile::Content::entries, 0, bundle, size);
  LEDGER_TRY(const auto found, fetch_tile(fetch_, wanted, kBundleBytesMax));
  LEDGER_TRY(auto records, parse_entries(found.second, found.first.width, path_of(found.first)));
  records.resize(wanted.width);
  return records;
}

Result<std::string> TileSource::hashes(unsigned level, std::uint64_t tile_number, Size size) {
  const Tile wanted = tile_at(Tile::Content::hashes, level, tile_number, size);
  if (const auto kept = hash_tiles_.find(wanted); kept != hash_tiles_.end()) return kept->second;
  constexpr std::size_t kBytesMax = kTileWidth * crypto::Hash::kSize;
  LEDGER_TRY(auto found, fetch_tile(fetch_, wanted, kBytesMax));
  if (found.second.size() != found.first.width * crypto::Hash::kSize) {
    return malformed(path_of(found.first),
                     fmt::format("it has {} bytes instead of {} hashes of {}", found.second.size(),
                                 found.first.width, crypto::Hash::kSize));
  }
  if (hash_tiles_.size() >= kHashTilesMax) hash_tiles_.clear();
  hash_tiles_.emplace(wanted, found.second);
  return std::move(found.second);
}

Result<crypto::Hash> TileSource::node(unsigned level, std::uint64_t index, Size size) {
  const unsigned above = level % kTreeLevelStep;
  const std::uint64_t first = index << above;  // of the tile level's subtrees below the node
  LEDGER_TRY(const std::string bytes, hashes(level / kTreeLevelStep, first / kTileWidth, size));
  std::vector<crypto::Hash> below;
  const std::size_t offset = first % kTileWidth;
  for (std::size_t i = offset; i < offset + (std::size_t{1} << above); ++i) {
    const std::string_view hash =
        std::string_view(bytes).substr(i * crypto::Hash::kSize, crypto::Hash::kSize);
    below.push_back(crypto::Hash::from_bytes(crypto::as_bytes(hash)).value_or(crypto::Hash{}));
  }
  return crypto::root(below);
}

Result<PrefixProof> TileSource::prefix(Size from, Size to) {
  std::optional<Error> failed;
  const crypto::NodeReader reader = [&](unsigned level, std::uint64_t index) {
    if (failed) return crypto::Hash{};
    auto hash = node(level, index, to);
    if (hash) return *hash;
    failed = std::move(hash).error();
    return crypto::Hash{};
  };
  PrefixProof proof{crypto::root(number(from), reader),
                    crypto::prove_consistency(number(from), number(to), reader)};
  if (failed) return std::unexpected(*std::move(failed));
  return proof;
}

}  // namespace pledgebook::ledger
