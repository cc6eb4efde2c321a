// SPDX-License-Identifier: Apache-2.0
// Reading a log through its tiles: their exact bytes, and the errors for wrong ones.
#include "ledger/proof/follow/tile_source.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crypto/merkle.h"
#include "ledger/big_endian.h"
#include "ledger/log/record/record.h"
#include "tests/support/served_records.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::ServedRecords;
using support::value_of;

// Any bytes: a source does not decode records.
std::vector<std::string> entries(std::size_t count) {
  std::vector<std::string> made;
  for (std::size_t i = 0; i < count; ++i) made.push_back("entry " + std::to_string(i));
  return made;
}

std::string bundle_of(const std::vector<std::string>& records) {
  std::string bytes;
  for (const std::string& record : records) {
    put_big_endian(bytes, static_cast<std::uint16_t>(record.size()));
    bytes += record;
  }
  return bytes;
}

TEST(Entries, AreReadAsTheyWereLaidDown) {
  const auto records = entries(5);

  EXPECT_EQ(value_of(parse_entries(bundle_of(records), 5, "/tile/entries/000.p/5")), records);
  EXPECT_EQ(value_of(parse_entries("", 0, "/tile/entries/000")), std::vector<std::string>());
}

TEST(Entries, AreRefusedWhereverTheyAreCutOff) {
  const std::string whole = bundle_of(entries(3));

  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto read = parse_entries(whole.substr(0, length), 3, "/tile/entries/000.p/3");
    ASSERT_FALSE(read.has_value()) << length;
    EXPECT_EQ(read.error().code, Errc::corrupt);
    EXPECT_TRUE(read.error().detail.starts_with("/tile/entries/000.p/3 is malformed"))
        << read.error().detail;
  }
}

TEST(Entries, AreRefusedWithMoreBehindThemOrTooLong) {
  EXPECT_FALSE(parse_entries(bundle_of(entries(3)) + '\0', 3, "x").has_value());
  EXPECT_FALSE(parse_entries(bundle_of(entries(4)), 3, "x").has_value());
  const std::string long_one(kRecordBytesMax, 'x');
  EXPECT_TRUE(parse_entries(bundle_of({long_one}), 1, "x").has_value());
  EXPECT_FALSE(parse_entries(bundle_of({long_one + 'x'}), 1, "x").has_value());
}

TEST(TileSource, GivesEveryRecordFromAnyPlaceOn) {
  ServedRecords served(entries(700));
  TileSource source("test", served.fetch());

  for (const std::size_t first : {0U, 1U, 255U, 256U, 257U, 511U, 512U, 698U, 699U}) {
    const auto records = value_of(source.records(Index{first}, Size{700}));
    ASSERT_EQ(records.size(), 700 - first);
    for (std::size_t i = 0; i < records.size(); ++i)
      EXPECT_EQ(records[i], served.records[first + i]);
  }
  EXPECT_TRUE(served.asked.contains("/tile/entries/002.p/188"));
}

TEST(TileSource, GivesNoMoreThanIsGoodToReadAtOnce) {
  ServedRecords served(entries(3 * kSourceRecordsMax));
  TileSource source("test", served.fetch());

  std::size_t read = 0;
  while (read < served.records.size()) {
    const auto some = value_of(source.records(Index{read}, Size{served.records.size()}));
    ASSERT_FALSE(some.empty());
    EXPECT_LE(some.size(), kSourceRecordsMax);
    read += some.size();
  }
  EXPECT_EQ(read, served.records.size());
}

TEST(TileSource, ProvesEveryPrefix) {
  ServedRecords served(entries(600));
  std::vector<crypto::Hash> leaves;
  for (const std::string& record : served.records) leaves.push_back(leaf_hash_of(record));
  TileSource source("test", served.fetch());

  for (const std::size_t to : {1U, 2U, 255U, 256U, 257U, 512U, 599U, 600U}) {
    served.publish(to);
    const std::span<const crypto::Hash> tree = std::span(leaves).first(to);
    for (std::size_t from = 1; from <= to; from += from < 20 ? 1 : 37) {
      const PrefixProof proof = value_of(source.prefix(Size{from}, Size{to}));
      EXPECT_EQ(proof.root, crypto::root(tree.first(from)));
      EXPECT_EQ(proof.hashes, crypto::prove_consistency(from, tree)) << from << " to " << to;
    }
  }
}

TEST(TileSource, AsksForATileOnlyOnce) {
  ServedRecords served(entries(600));
  TileSource source("test", served.fetch());

  for (std::size_t from = 1; from <= 600; ++from)
    ASSERT_TRUE(source.prefix(Size{from}, Size{600}).has_value());

  for (const auto& [path, times] : served.asked) EXPECT_EQ(times, 1) << path;
  EXPECT_EQ(served.asked.size(), 4U);  // three of leaves, one above
}

// A server may delete partial tiles once it has the full ones (c2sp.org/tlog-tiles).
TEST(TileSource, TakesTheWholeTileWhereThePartialOneIsGone) {
  ServedRecords served(entries(512));
  TileSource source("test", [&served](std::string_view path, std::size_t) -> Result<std::string> {
    if (path.find("/001.p/") != std::string_view::npos)
      return std::unexpected(Error{Errc::not_found, "gone"});
    return served.get(path);
  });

  EXPECT_EQ(value_of(source.records(Index{0}, Size{300})).size(), 300U);
  EXPECT_TRUE(source.prefix(Size{270}, Size{300}).has_value());
}

TEST(TileSource, SaysWhichTileIsMalformed) {
  const ServedRecords good(entries(300));
  struct Case {
    std::string path;
    std::string bytes;
  };
  std::vector<Case> cases;
  for (const char* path :
       {"/tile/0/000", "/tile/0/001.p/44", "/tile/1/000.p/1", "/tile/entries/000"}) {
    const std::string bytes = value_of(good.get(path));
    cases.push_back({path, bytes.substr(0, bytes.size() - 1)});
    cases.push_back({path, bytes + "x"});
    cases.push_back({path, ""});
  }
  for (const Case& each : cases) {
    ServedRecords served(good.records);
    served.altered[each.path] = each.bytes;
    TileSource source("test", served.fetch());
    const auto records = source.records(Index{0}, Size{300});
    const auto of_first = source.prefix(Size{255}, Size{300});
    const auto of_both = source.prefix(Size{257}, Size{300});
    const auto& prefix = of_first ? of_both : of_first;
    const bool is_records = each.path.find("entries") != std::string::npos;
    ASSERT_EQ(records.has_value(), !is_records);
    ASSERT_EQ(prefix.has_value(), is_records);
    const Error& error = is_records ? records.error() : prefix.error();
    EXPECT_EQ(error.code, Errc::corrupt);
    EXPECT_TRUE(error.detail.starts_with(each.path)) << error.detail;
  }
}

TEST(TileSource, SaysWhatIsNotThere) {
  ServedRecords served(entries(10));
  TileSource source("test", served.fetch());

  const auto records = source.records(Index{0}, Size{11});

  ASSERT_FALSE(records.has_value());
  EXPECT_EQ(records.error().code, Errc::not_found);
}

TEST(TileSource, TakesNoCheckpointWithoutEnd) {
  ServedRecords served(entries(10));
  served.note.resize(crypto::kNoteBytesMax + 1, 'x');
  TileSource source("test", served.fetch());

  EXPECT_FALSE(source.checkpoint().has_value());
}

}  // namespace
}  // namespace pledgebook::ledger
