// SPDX-License-Identifier: Apache-2.0
// The store: its contents, its single writer, and the directories that it refuses.
#include "ledger/log/store/store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "ledger/log/audit.h"
#include "ledger/log/record/record.h"
#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;
using support::in_child;
using support::TemporaryDirectory;
using support::value_of;

constexpr std::size_t kPageBytes = 4'096;

Tail tail_after(const Tail& tail, const std::vector<std::string>& records) {
  return {Size{number(tail.size) + records.size()}, leaf_hash_of(records.back())};
}

std::vector<std::string> numbered_records(std::size_t from, std::size_t to) {
  std::vector<std::string> records;
  for (std::size_t i = from; i < to; ++i) records.push_back("record " + std::to_string(i));
  return records;
}

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Errc code_of(const Result<std::unique_ptr<Store>>& result) {
  EXPECT_FALSE(result.has_value());
  if (result) return Errc::unknown_outcome;
  EXPECT_NE(result.error().detail.find(':'), std::string::npos)
      << "no remedy: " << result.error().detail;
  return result.error().code;
}

mode_t mode_of(const fs::path& path) {
  struct stat status{};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777U;
}

TEST(Store, KeepsRecordsAndRows) {
  const TemporaryDirectory directory;
  const auto records = numbered_records(0, 300);
  {
    const auto store = support::make_store(directory.path() / "ledger");
    EXPECT_EQ(store->tail(), Tail{});
    const std::vector<Row> rows{{Table::registry, "pa", "1"}, {Table::sids, "pa", "2"}};
    EXPECT_EQ(value_of(store->append({}, records, rows)), AppendOutcome::durable);
    EXPECT_EQ(store->tail(), tail_after({}, records));
    EXPECT_EQ(store->size(), Size{300});
  }

  const auto store = support::open_store(directory.path() / "ledger");
  const Snapshot snapshot = value_of(store->snapshot());

  EXPECT_EQ(store->tail(), tail_after({}, records));
  ASSERT_EQ(snapshot.size(), Size{300});
  EXPECT_EQ(snapshot.committed_tail(), store->tail());
  for (std::size_t i = 0; i < records.size(); ++i)
    EXPECT_EQ(value_of(snapshot.record(Index{i})), records[i]);
  EXPECT_EQ(snapshot.record(Index{300}).error().code, Errc::not_found);
  EXPECT_EQ(snapshot.row(Table::registry, "pa"), "1");
  EXPECT_EQ(snapshot.row(Table::sids, "pa"), "2");
  EXPECT_EQ(snapshot.row(Table::tree, "pa"), std::nullopt);
}

TEST(Store, VisitsRecordsFromAnIndexUntilToldToStop) {
  const TemporaryDirectory directory;
  const auto store = support::make_store(directory.path() / "ledger");
  const auto records = numbered_records(0, 50);
  ASSERT_TRUE(store->append({}, records, {}).has_value());
  const Snapshot snapshot = value_of(store->snapshot());
  std::vector<std::string> visited;

  const auto done = snapshot.for_each_record(Index{20}, [&](Index index, std::string_view bytes) {
    EXPECT_EQ(bytes, records[number(index)]);
    visited.emplace_back(bytes);
    return visited.size() < 10;
  });

  EXPECT_TRUE(done.has_value());
  EXPECT_EQ(visited, numbered_records(20, 30));
}

TEST(Store, VisitsTheRowsOfAPrefixInOrder) {
  const TemporaryDirectory directory;
  const auto store = support::make_store(directory.path() / "ledger");
  std::vector<Row> rows{{Table::registry, "a", ""}, {Table::registry, "c", ""}};
  std::vector<std::string> expected;
  for (int i = 0; i < 200; ++i) {
    expected.push_back("b" + std::to_string(i));
    rows.push_back({Table::registry, expected.back(), "x"});
  }
  std::ranges::sort(expected);
  ASSERT_TRUE(store->append({}, {}, rows).has_value());
  const Snapshot snapshot = value_of(store->snapshot());
  std::vector<std::string> keys;

  const auto done = snapshot.for_each_row(Table::registry, "b", [&](auto key, auto) {
    keys.emplace_back(key);
    return true;
  });

  EXPECT_TRUE(done.has_value());
  EXPECT_EQ(keys, expected);
}

TEST(Store, ASnapshotSeesNothingOfWhatComesLater) {
  const TemporaryDirectory directory;
  const auto store = support::make_store(directory.path() / "ledger");
  ASSERT_TRUE(store->append({}, numbered_records(0, 3), {}).has_value());
  const Snapshot before = value_of(store->snapshot());

  ASSERT_TRUE(store->append(store->tail(), numbered_records(3, 9), {}).has_value());

  EXPECT_EQ(before.size(), Size{3});
  EXPECT_EQ(value_of(store->snapshot()).size(), Size{9});
}

TEST(Store, AppendsOnlyToTheTailThatIsExpected) {
  const TemporaryDirectory directory;
  const auto store = support::make_store(directory.path() / "ledger");
  ASSERT_TRUE(store->append({}, numbered_records(0, 3), {}).has_value());
  const Tail tail = store->tail();
  Tail other = tail;
  other.last_leaf.bytes[0] ^= std::byte{1};

  for (const Tail& wrong : {Tail{}, other, Tail{Size{2}, tail.last_leaf}})
    EXPECT_EQ(value_of(store->append(wrong, numbered_records(3, 4), {})), AppendOutcome::conflict);

  EXPECT_EQ(store->size(), Size{3});
  EXPECT_EQ(value_of(store->append(tail, numbered_records(3, 4), {})), AppendOutcome::durable);
}

TEST(Store, EmptiesRowsButKeepsRecords) {
  const TemporaryDirectory directory;
  const auto store = support::make_store(directory.path() / "ledger");
  const std::vector<Row> rows{
      {Table::tree, "k", "v"}, {Table::registry, "k", "v"}, {Table::sids, "k", "v"}};
  ASSERT_TRUE(store->append({}, numbered_records(0, 3), rows).has_value());

  EXPECT_EQ(value_of(store->clear_rows({{Table::meta, "k", "new"}})), AppendOutcome::durable);

  const Snapshot snapshot = value_of(store->snapshot());
  EXPECT_EQ(snapshot.size(), Size{3});
  for (const Table table : {Table::tree, Table::registry, Table::sids})
    EXPECT_EQ(snapshot.row(table, "k"), std::nullopt);
  EXPECT_EQ(snapshot.row(Table::meta, "k"), "new");
}

TEST(Store, IsItsOwnersAlone) {
  const TemporaryDirectory directory;
  const auto store = support::make_store(directory.path() / "ledger");

  EXPECT_EQ(mode_of(directory.path() / "ledger"), 0700U);
  EXPECT_EQ(mode_of(directory.path() / "ledger/log"), 0700U);
  for (const char* file : {"FORMAT", "LOCK", "log/data.mdb", "log/lock.mdb"})
    EXPECT_EQ(mode_of(directory.path() / "ledger" / file), 0600U) << file;
}

TEST(Store, IsMadeInAnEmptyDirectoryOrANewOne) {
  const TemporaryDirectory directory;
  fs::create_directory(directory.path() / "empty");
  fs::create_directory(directory.path() / "full");
  write_file(directory.path() / "full/a file", "");

  EXPECT_TRUE(Store::create(directory.path() / "empty").has_value());
  EXPECT_TRUE(Store::create(directory.path() / "some/where/new/").has_value());
  EXPECT_EQ(code_of(Store::create(directory.path() / "full")), Errc::exists);
  EXPECT_EQ(code_of(Store::create(directory.path() / "empty")), Errc::exists);
  EXPECT_EQ(code_of(Store::create(directory.path() / "full/a file")), Errc::exists);
}

TEST(Store, RefusesDirectoriesThatAreNoLedgers) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  support::make_store(ledger);
  fs::create_directory(directory.path() / "empty");

  for (const Access access : {Access::read, Access::write}) {
    EXPECT_EQ(code_of(Store::open(directory.path() / "missing", access)), Errc::not_found);
    EXPECT_EQ(code_of(Store::open(directory.path() / "empty", access)), Errc::not_found);
    EXPECT_EQ(code_of(Store::open(directory.path(), access)), Errc::foreign);
    for (const char* format : {"pledgebook ledger 2\n", "pledgebook ledger 10\n", "pledgebook\n",
                               "pledgebook ledger 1", "pledgebook ledger 1\n\n", "#!/bin/sh\n"}) {
      write_file(ledger / "FORMAT", format);
      EXPECT_EQ(code_of(Store::open(ledger, access)), Errc::foreign) << format;
    }
    write_file(ledger / "FORMAT", "pledgebook ledger 1\n");
    EXPECT_TRUE(Store::open(ledger, access).has_value());
  }
}

TEST(Store, AllowsOneWriter) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  auto writer = support::make_store(ledger);

  const auto second = Store::open(ledger, Access::write);
  const int in_another_process = in_child([&ledger] {
    const auto third = Store::open(ledger, Access::write);
    return !third && third.error().code == Errc::busy ? 0 : 1;
  });
  writer.reset();

  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, Errc::busy);
  EXPECT_EQ(second.error().detail,
            "this ledger is being served: use --server URL, or stop the server");
  EXPECT_EQ(in_another_process, 0);
  EXPECT_TRUE(Store::open(ledger, Access::write).has_value());
}

TEST(Store, ReadersInAnotherProcessFollowTheWriter) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  auto writer = support::make_store(ledger);
  ASSERT_TRUE(writer->append({}, numbered_records(0, 5), {}).has_value());

  const int seen = in_child([&ledger] {
    const auto reader = Store::open(ledger, Access::read);
    return reader ? static_cast<int>(number((*reader)->size())) : -1;
  });

  EXPECT_EQ(seen, 5);
}

TEST(Store, ForReadingTakesNoRecords) {
  const TemporaryDirectory directory;
  support::make_store(directory.path() / "ledger");
  const auto store = support::open_store(directory.path() / "ledger", Access::read);

  const auto outcome = store->append({}, numbered_records(0, 1), {});

  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, Errc::read_only);
}

TEST(Store, RefusesToWriteAfterAnEndThatWasNotCommitted) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  ASSERT_TRUE(support::make_store(ledger)->append({}, numbered_records(0, 5), {}).has_value());
  std::string database = read_file(ledger / "log/data.mdb");
  const std::size_t place = database.rfind("record 4");
  ASSERT_NE(place, std::string::npos);
  for (std::size_t at = 0; (at = database.find("record 4", at)) != std::string::npos; ++at)
    database[at] = 'R';
  write_file(ledger / "log/data.mdb", database);

  EXPECT_EQ(code_of(Store::open(ledger, Access::write)), Errc::corrupt);
  EXPECT_TRUE(Store::open(ledger, Access::read).has_value());  // for an audit
}

// A ledger of some hundred records, its rows included, as bytes of its database.
std::string small_database(const fs::path& ledger) {
  support::write_ledger(ledger, support::small_ledger(30).statements());
  return read_file(ledger / "log/data.mdb");
}

// The end of the last byte that is not zero; the rest is only reserved.
std::size_t bytes_in_use(const std::string& database) {
  return database.find_last_not_of('\0') + 1;
}

TEST(Store, RefusesATruncatedDatabase) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  const std::string database = small_database(ledger);
  const std::size_t used = bytes_in_use(database);
  std::vector<std::size_t> sizes{0, 1, 100, kPageBytes - 1, used - 1};
  for (std::size_t size = kPageBytes; size < used; size += kPageBytes) sizes.push_back(size);

  for (const std::size_t size : sizes) {
    write_file(ledger / "log/data.mdb", std::string_view(database).substr(0, size));
    for (const Access access : {Access::read, Access::write})
      EXPECT_EQ(code_of(Store::open(ledger, access)), Errc::corrupt) << size;
    EXPECT_EQ(fs::file_size(ledger / "log/data.mdb"), size) << "was repaired silently";
  }
  fs::remove(ledger / "log/data.mdb");
  EXPECT_EQ(code_of(Store::open(ledger, Access::write)), Errc::corrupt);
  EXPECT_FALSE(fs::exists(ledger / "log/data.mdb"));
}

TEST(Store, RefusesADatabaseWithAPageOfZeros) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  const std::string database = small_database(ledger);
  const AuditReport whole =
      value_of(audit(*support::open_store(ledger, Access::read), {.threads = 1}));
  std::size_t refused = 0;

  for (std::size_t page = 0; page * kPageBytes < bytes_in_use(database); ++page) {
    std::string damaged = database;
    std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(page * kPageBytes), kPageBytes, '\0');
    write_file(ledger / "log/data.mdb", damaged);
    const auto store = Store::open(ledger, Access::read);
    const auto report = store ? audit(**store, {.threads = 1}) : std::unexpected(store.error());
    if (!report || report->finding) {
      ++refused;
    } else {
      EXPECT_EQ(report->size, whole.size) << "page " << page;  // a page that is not in use
      EXPECT_EQ(report->root, whole.root) << "page " << page;
    }
  }
  EXPECT_GT(refused * 2, bytes_in_use(database) / kPageBytes);
}

// Appends to a ledger whose files may not exceed `file_bytes_max`, as on a full disk. 0: an append
// failed, and those after it were refused.
int append_until_full(const fs::path& ledger, rlim_t file_bytes_max) {
  const auto store = Store::open(ledger, Access::write);
  if (!store) return 1;
  ::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{file_bytes_max, file_bytes_max};
  if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
  for (std::size_t i = 0; i < 10'000; ++i) {
    const auto outcome = (*store)->append((*store)->tail(), {std::string(900, 'x')}, {});
    if (!outcome) return 3;
    if (*outcome == AppendOutcome::durable) continue;
    if (*outcome != AppendOutcome::unknown) return 4;
    const auto next = (*store)->append((*store)->tail(), numbered_records(i, i + 1), {});
    return !next && next.error().code == Errc::read_only ? 0 : 5;
  }
  return 6;
}

TEST(Store, StopsWhenTheDiskIsFullAndLosesNothing) {
  const TemporaryDirectory directory;
  const fs::path ledger = directory.path() / "ledger";
  support::make_store(ledger);

  EXPECT_EQ(in_child([&ledger] { return append_until_full(ledger, 400'000); }), 0);

  const auto store = support::open_store(ledger);
  const std::uint64_t size = number(store->size());
  EXPECT_GT(size, 100U);
  const Snapshot snapshot = value_of(store->snapshot());
  for (std::uint64_t i = 0; i < size; ++i)
    EXPECT_EQ(value_of(snapshot.record(Index{i})), std::string(900, 'x'));
  EXPECT_EQ(value_of(store->append(store->tail(), {"more"}, {})), AppendOutcome::durable);
}

}  // namespace
}  // namespace pledgebook::ledger
