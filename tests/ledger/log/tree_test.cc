// SPDX-License-Identifier: Apache-2.0
// The stored tree against the tree computed from its leaves.
#include "ledger/log/tree.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "crypto/merkle.h"
#include "ledger/log/record/record.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::TemporaryDirectory;
using support::value_of;

std::string record_at(std::size_t index) { return "record " + std::to_string(index); }

// A store and the tree over its records, written as a sequencer would: some records at a time, rows
// with some of the commits.
struct TreeOnDisk {
  TemporaryDirectory directory;
  std::unique_ptr<Store> store = support::make_store(directory.path() / "ledger");
  Tree tree;
  std::vector<crypto::Hash> leaves;

  void append(std::size_t count, bool with_rows) {
    std::vector<std::string> records;
    for (std::size_t i = 0; i < count; ++i) {
      records.push_back(record_at(leaves.size()));
      leaves.push_back(leaf_hash_of(records.back()));
      tree.append(leaves.back());
    }
    std::vector<Row> rows;
    if (with_rows) tree.take_rows(rows);
    ASSERT_TRUE(store->append(store->tail(), records, rows).has_value());
  }
};

TEST(Tree, HasTheRootOfItsLeavesAtEverySize) {
  Tree tree;
  std::vector<crypto::Hash> leaves;
  EXPECT_EQ(tree.root(), crypto::empty_root());
  for (std::size_t size = 1; size <= 1'100; ++size) {
    leaves.push_back(leaf_hash_of(record_at(size)));
    tree.append(leaves.back());
    EXPECT_EQ(tree.size(), size);
    EXPECT_EQ(tree.root(), crypto::root(leaves)) << size;
  }
}

TEST(Tree, CarriesHashesUpThroughStoredLevels) {
  Tree tree;
  crypto::CompactRange range;
  for (std::size_t i = 0; i < 70'000; ++i) {
    const crypto::Hash leaf = leaf_hash_of(record_at(i));
    tree.append(leaf);
    range.append(leaf);
  }

  EXPECT_EQ(tree.root(), range.root());
}

TEST(Tree, LoadsFromItsRowsAndGrowsOn) {
  for (const std::size_t size : {0U, 1U, 31U, 32U, 33U, 255U, 256U, 257U, 300U, 512U, 1'000U}) {
    TreeOnDisk disk;
    disk.append(size, true);
    auto loaded = Tree::load(value_of(disk.store->snapshot()), size);
    ASSERT_TRUE(loaded.has_value()) << size;
    EXPECT_EQ(loaded->root(), disk.tree.root());
    for (std::size_t i = size; i < size + 600; ++i) {
      loaded->append(leaf_hash_of(record_at(i)));
      disk.tree.append(leaf_hash_of(record_at(i)));
    }

    EXPECT_EQ(loaded->root(), disk.tree.root()) << size;
    std::vector<Row> rows;
    std::vector<Row> expected;
    loaded->take_rows(rows);
    disk.tree.take_rows(expected);
    ASSERT_EQ(rows.size(), expected.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(rows[i].key, expected[i].key);
      EXPECT_EQ(rows[i].value, expected[i].value);
    }
  }
}

TEST(Tree, DoesNotLoadWhereRowsAreMissing) {
  TreeOnDisk disk;
  disk.append(300, true);

  const Snapshot snapshot = value_of(disk.store->snapshot());

  EXPECT_FALSE(Tree::load(snapshot, 301).has_value());
  EXPECT_FALSE(Tree::load(snapshot, 600).has_value());
}

TEST(Tree, RewritesOnlyItsLastRows) {
  Tree tree;
  std::vector<Row> rows;
  for (std::size_t i = 0; i < 1'000; ++i) tree.append(leaf_hash_of(record_at(i)));
  tree.take_rows(rows);
  rows.clear();

  tree.take_rows(rows);
  EXPECT_TRUE(rows.empty());
  tree.append(leaf_hash_of("next"));
  tree.take_rows(rows);

  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].key, tree_row_key(0, 1'000 / kTreeChunk));
  EXPECT_EQ(rows[0].value.size(), (1'001 % kTreeChunk) * crypto::Hash::kSize);
}

TEST(Tree, NamesItsRowsSoThatLeavesComeLast) {
  EXPECT_LT(tree_row_key(8, 1'000'000), tree_row_key(0, 0));
  EXPECT_LT(tree_row_key(0, 255), tree_row_key(0, 256));
  const TreeRowKey key = parse_tree_row_key(tree_row_key(16, 123'456'789));
  EXPECT_EQ(key.level, 16U);
  EXPECT_EQ(key.chunk, 123'456'789U);
}

TEST(StoredTree, GivesRootsAndProofsOfEverySizeUpToItsOwn) {
  TreeOnDisk disk;
  for (const std::size_t count : {1U, 30U, 1U, 1U, 200U, 60U, 256U}) disk.append(count, true);
  const std::size_t size = disk.leaves.size();
  const Snapshot snapshot = value_of(disk.store->snapshot());
  StoredTree stored(snapshot);

  for (std::size_t n = 1; n <= size; ++n) {
    const std::span<const crypto::Hash> leaves(disk.leaves.data(), n);
    const crypto::Hash root = crypto::root(leaves);
    ASSERT_EQ(crypto::root(n, stored.reader()), root) << n;
    const std::size_t index = n * 7 % n;
    const auto path = crypto::prove_inclusion(index, n, stored.reader());
    EXPECT_TRUE(crypto::check_inclusion(leaves[index], index, n, path, root)) << n;
    const auto consistency = crypto::prove_consistency(n, size, stored.reader());
    EXPECT_TRUE(crypto::check_consistency(n, root, size, crypto::root(disk.leaves), consistency))
        << n;
  }
  EXPECT_FALSE(stored.damaged());
}

TEST(StoredTree, ReadsRecordsWhereRowsStandBehind) {
  TreeOnDisk disk;
  disk.append(700, true);
  disk.append(900, false);
  const Snapshot snapshot = value_of(disk.store->snapshot());
  StoredTree stored(snapshot);

  for (const std::size_t n : {700U, 701U, 1'023U, 1'024U, 1'300U, 1'600U}) {
    const std::span<const crypto::Hash> leaves(disk.leaves.data(), n);
    EXPECT_EQ(crypto::root(n, stored.reader()), crypto::root(leaves)) << n;
  }
  EXPECT_FALSE(stored.damaged());
}

TEST(StoredTree, SaysWhereARecordIsMissing) {
  TreeOnDisk disk;
  disk.append(3, false);
  const Snapshot snapshot = value_of(disk.store->snapshot());
  StoredTree stored(snapshot);

  EXPECT_EQ(stored.node(0, 3), crypto::Hash{});

  EXPECT_TRUE(stored.damaged());
}

}  // namespace
}  // namespace pledgebook::ledger
