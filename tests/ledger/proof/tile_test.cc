// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/tile.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "crypto/merkle.h"
#include "ledger/big_endian.h"
#include "ledger/log/record/record.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

Tile hashes(unsigned level, std::uint64_t number, unsigned width = kTileWidth) {
  return {Tile::Content::hashes, level, number, width};
}
Tile entries(std::uint64_t number, unsigned width = kTileWidth) {
  return {Tile::Content::entries, 0, number, width};
}

TEST(TilePath, SpellsTilesAsOtherLogsDo) {
  const std::map<std::string, Tile> spelled{
      {"0/000", hashes(0, 0)},
      {"0/000.p/1", hashes(0, 0, 1)},
      {"1/067.p/255", hashes(1, 67, 255)},
      {"7/x001/x234/067", hashes(7, 1'234'067)},
      {"entries/x001/000", entries(1'000)},
      {"entries/x018/x446/x744/x073/x709/551", entries(18'446'744'073'709'551U)},
      {"entries/999.p/17", entries(999, 17)}};
  for (const auto& [path, tile] : spelled) {
    EXPECT_EQ(tile_path(tile), path);
    EXPECT_EQ(parse_tile_path(path), tile) << path;
  }
}

TEST(TilePath, HasOneSpellingForEachTile) {
  for (const char* path : {"",
                           "/",
                           "0",
                           "0/",
                           "0/0",
                           "0/00",
                           "0/0000",
                           "8/000",
                           "00/000",
                           "-1/000",
                           "0/x000/000",
                           "0/001/002",
                           "0/x01/002",
                           "0/x001",
                           "0/000.p/0",
                           "0/000.p/256",
                           "0/000.p/01",
                           "0/000.p/",
                           "0/000.p",
                           "0/000/",
                           "entries",
                           "entries/",
                           "entry/000",
                           "data/000",
                           "0/+01",
                           "0/ 01",
                           "0/000.p/1/000",
                           "entries/x018/x446/x744/x073/x709/x551/616",
                           "0/x999/x999/x999/x999/x999/"
                           "x999/x999/x999/x999/999"}) {
    EXPECT_EQ(parse_tile_path(path), std::nullopt) << path;
  }
}

TEST(Tile, IsThereOnceItsRecordsAre) {
  EXPECT_FALSE(has_tile(Size{0}, entries(0, 1)));
  EXPECT_TRUE(has_tile(Size{1}, entries(0, 1)));
  EXPECT_FALSE(has_tile(Size{255}, entries(0)));
  EXPECT_TRUE(has_tile(Size{256}, entries(0)));
  EXPECT_TRUE(has_tile(Size{256}, hashes(1, 0, 1)));
  EXPECT_FALSE(has_tile(Size{255}, hashes(1, 0, 1)));
  EXPECT_TRUE(has_tile(Size{700}, hashes(1, 0, 2)));
  EXPECT_FALSE(has_tile(Size{700}, hashes(1, 0, 3)));
  EXPECT_FALSE(has_tile(Size{700}, hashes(7, 0, 1)));
}

// A log of more than 256 records: tiles of two levels, full and partial.
TEST(Tile, HoldsHashesOfTheTreeAndBytesOfRecords) {
  const support::TemporaryDirectory directory;
  support::write_ledger(directory.path() / "ledger", support::small_ledger(60).statements());
  const auto store = support::open_store(directory.path() / "ledger", Access::read);
  const Snapshot snapshot = support::value_of(store->snapshot());
  const std::uint64_t size = number(snapshot.size());
  ASSERT_GT(size, kTileWidth);
  std::vector<crypto::Hash> leaves;
  std::string first_entries;
  for (std::uint64_t i = 0; i < size; ++i) {
    const std::string_view bytes = support::value_of(snapshot.record(Index{i}));
    leaves.push_back(leaf_hash_of(bytes));
    if (i >= kTileWidth) continue;
    put_big_endian(first_entries, static_cast<std::uint16_t>(bytes.size()));
    first_entries += bytes;
  }

  const std::string whole = support::value_of(tile_bytes(snapshot, hashes(0, 0)));
  const auto rest = static_cast<unsigned>(size - kTileWidth);
  const std::string partial = support::value_of(tile_bytes(snapshot, hashes(0, 1, rest)));
  const std::string above = support::value_of(tile_bytes(snapshot, hashes(1, 0, 1)));

  for (std::uint64_t i = 0; i < size; ++i) {
    const std::string& tile = i < kTileWidth ? whole : partial;
    EXPECT_EQ(tile.substr(i % kTileWidth * crypto::Hash::kSize, crypto::Hash::kSize),
              crypto::as_text(leaves[i].bytes));
  }
  EXPECT_EQ(above, crypto::as_text(crypto::root(std::span(leaves).first(kTileWidth)).bytes));
  EXPECT_EQ(support::value_of(tile_bytes(snapshot, entries(0))), first_entries);
}

}  // namespace
}  // namespace pledgebook::ledger
