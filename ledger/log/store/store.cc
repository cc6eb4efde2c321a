// SPDX-License-Identifier: Apache-2.0
// The store over LMDB: one environment in DIR/log, six tables.
//
//   records   u64 index -> bytes, appended in order
//   tree, registry, sids, streams   rows that follow from the records
//   meta      the rows' position and the like; "tail" is the store's own: u64 size | 32 last leaf
//
// The sizes of values are bounded here (environment.h says by what else a damaged file is kept from
// doing harm). A cursor never steps from leaf to leaf, as LMDB asserts what it finds there and
// aborts: each key is looked up, which costs little within a page.

#include "ledger/log/store/store.h"

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <utility>

#include "ledger/big_endian.h"
#include "ledger/log/record/record.h"
#include "ledger/log/store/directory.h"
#include "ledger/log/store/environment.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPageBytesMin = 512;
constexpr std::size_t kKeyBytesMax = 511;  // LMDB's limit
constexpr std::size_t kRowBytesMax = std::size_t{64} << 20U;
constexpr std::array kTableNames{"records", "tree", "registry", "sids", "streams", "meta"};
constexpr std::string_view kTailKey = "tail";

constexpr std::size_t place_of(Table table) { return std::to_underlying(table) + std::size_t{1}; }

MDB_val val_of(std::string_view text) {
  return {text.size(), const_cast<char*>(text.data())};  // LMDB takes no pointer to const
}

std::string_view text_of(const MDB_val& val) {
  return {static_cast<const char*>(val.mv_data), val.mv_size};
}

std::string key_of(std::uint64_t index) {
  std::string key;
  put_big_endian(key, index);
  return key;
}

using Tables = std::vector<MDB_dbi>;

std::string encode_tail(const Tail& tail) {
  std::string value;
  put_big_endian(value, number(tail.size));
  value += crypto::as_text(tail.last_leaf.bytes);
  return value;
}

}  // namespace

struct Store::State {
  fs::path directory;
  Access access = Access::read;
  std::optional<DirectoryLock> lock;
  Environment env;
  Tables tables{};
  std::atomic<std::uint64_t> size = 0;  // as last known
  // Of the appending thread:
  Tail tail;
  bool failed = false;  // a commit's outcome is unknown

  // `create` is 0 or MDB_CREATE.
  Result<void> open_database(unsigned create);
  Result<void> read_tail(const Snapshot& snapshot);
  // What stands in the way of a write.
  Result<void> check_writable() const;
  // Puts everything into `txn`; LMDB's code.
  int put_all(MDB_txn* txn, const std::vector<std::string>& records, const std::vector<Row>& rows);
  Result<AppendOutcome> commit(Transaction txn);
};

struct Snapshot::State {
  Transaction txn;
  Tables tables;
  Size size{};
  int row_code = 0;  // of the last row that could not be read
  [[nodiscard]] Result<std::string_view> checked_record(Index index, int code,
                                                        const MDB_val& val) const;
  [[nodiscard]] Result<Cursor> cursor(MDB_dbi table) const;
};

Snapshot::Snapshot(std::unique_ptr<State> state) : state_(std::move(state)) {}
Snapshot::~Snapshot() = default;
Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot& Snapshot::operator=(Snapshot&&) noexcept = default;

Size Snapshot::size() const { return state_->size; }

Result<std::string_view> Snapshot::State::checked_record(Index index, int code,
                                                         const MDB_val& val) const {
  if (code == 0 && val.mv_size <= kRecordBytesMax) return text_of(val);
  if (code != 0 && code != MDB_NOTFOUND) {
    Error error = lmdb_error(fmt::format("can't read record {}", number(index)), code);
    return std::unexpected(std::move(error));
  }
  return std::unexpected(
      Error{Errc::corrupt, fmt::format("can't read record {}: {}: restore a backup", number(index),
                                       code == 0 ? "its place in the database is damaged"
                                                 : "it is missing from the database")});
}

Result<Cursor> Snapshot::State::cursor(MDB_dbi table) const {
  MDB_cursor* cursor = nullptr;
  if (const int code = mdb_cursor_open(txn.get(), table, &cursor); code != 0)
    return std::unexpected(lmdb_error("can't read the ledger", code));
  return Cursor(cursor);
}

Result<std::string_view> Snapshot::record(Index index) const {
  if (number(index) >= number(size())) {
    return std::unexpected(Error{
        Errc::not_found,
        fmt::format("there is no record {}: the ledger has {}", number(index), number(size()))});
  }
  const std::string key = key_of(number(index));
  MDB_val key_val = val_of(key);
  MDB_val val{};
  const int code = mdb_get(state_->txn.get(), state_->tables[0], &key_val, &val);
  return state_->checked_record(index, code, val);
}

Result<void> Snapshot::for_each_record(
    Index from, const std::function<bool(Index, std::string_view)>& visit) const {
  LEDGER_TRY(const Cursor cursor, state_->cursor(state_->tables[0]));
  const std::uint64_t end = number(size());
  for (std::uint64_t i = number(from); i < end; ++i) {
    const std::string key = key_of(i);
    MDB_val key_val = val_of(key);
    MDB_val val{};
    const int code = mdb_cursor_get(cursor.get(), &key_val, &val, MDB_SET_KEY);
    LEDGER_TRY(const std::string_view bytes, state_->checked_record(Index{i}, code, val));
    if (!visit(Index{i}, bytes)) break;
  }
  return {};
}

std::optional<std::string_view> Snapshot::row(Table table, std::string_view key) const {
  MDB_val key_val = val_of(key);
  MDB_val val{};
  int code = mdb_get(state_->txn.get(), state_->tables.at(place_of(table)), &key_val, &val);
  if (code == 0 && val.mv_size > kRowBytesMax) code = MDB_CORRUPTED;
  if (code == 0) return text_of(val);
  if (code != MDB_NOTFOUND) state_->row_code = code;
  return std::nullopt;
}

Result<void> Snapshot::check_rows() const {
  if (state_->row_code == 0) return {};
  return std::unexpected(
      lmdb_error("can't read the rows that follow from the records", state_->row_code));
}

std::optional<Tail> Snapshot::committed_tail() const {
  const auto value = row(Table::meta, kTailKey);
  if (!value) return std::nullopt;
  ByteReader bytes(*value);
  Tail tail;
  tail.size = Size{bytes.take<std::uint64_t>()};
  bytes.take(tail.last_leaf.bytes);
  return tail;
}

Result<void> Snapshot::for_each_row(
    Table table, std::string_view prefix,
    const std::function<bool(std::string_view, std::string_view)>& visit) const {
  LEDGER_TRY(const Cursor cursor, state_->cursor(state_->tables.at(place_of(table))));
  std::string next(prefix);
  while (true) {
    MDB_val key_val = val_of(next);
    MDB_val val{};
    const auto operation = next.empty() ? MDB_FIRST : MDB_SET_RANGE;
    const int code = mdb_cursor_get(cursor.get(), &key_val, &val, operation);
    if (code == MDB_NOTFOUND) return {};
    if (code != 0 || key_val.mv_size > kKeyBytesMax || val.mv_size > kRowBytesMax) {
      return std::unexpected(
          lmdb_error("can't read the rows of the ledger", code == 0 ? MDB_CORRUPTED : code));
    }
    const std::string_view key = text_of(key_val);
    if (!key.starts_with(prefix) || !visit(key, text_of(val))) return {};
    next = key;
    next.push_back('\0');  // the least key that is greater
  }
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

const fs::path& Store::directory() const noexcept { return state_->directory; }
const Tail& Store::tail() const noexcept { return state_->tail; }

Result<void> Store::State::open_database(unsigned create) {
  const fs::path path = directory / "log";
  if (create == 0) LEDGER_CHECK(check_data_file(path, 2 * kPageBytesMin));
  const unsigned flags = access == Access::read ? MDB_RDONLY : 0U;
  LEDGER_TRY(env, open_environment(path, flags, kTableNames.size()));
  if (create == 0) LEDGER_CHECK(check_data_file(path, bytes_in_use(env.get())));
  LEDGER_TRY(Transaction txn, begin(env.get(), flags));
  LEDGER_TRY(tables, open_tables(txn.get(), kTableNames, create));
  if (const int code = mdb_txn_commit(txn.release()); code != 0)
    return std::unexpected(lmdb_error("can't open " + path.string(), code));
  if (access != Access::read) keep_slack(env.get());
  return {};
}

// Sets `tail` by the last record, which must be the one that the last commit wrote.
Result<void> Store::State::read_tail(const Snapshot& snapshot) {
  tail.size = snapshot.size();
  size = number(tail.size);
  if (size > 0) {
    LEDGER_TRY(const std::string_view bytes, snapshot.record(Index{size - 1}));
    tail.last_leaf = leaf_hash_of(bytes);
  }
  if (snapshot.committed_tail().value_or(Tail{}) == tail) return {};
  return std::unexpected(
      Error{Errc::corrupt,
            fmt::format("the log's end, {} records, is not the one that was committed: run "
                        "`pledgebook audit` to learn where it is damaged, and restore a backup",
                        number(tail.size))});
}

Result<std::unique_ptr<Store>> Store::create(const fs::path& directory) {
  LEDGER_CHECK(make_directory(directory));
  auto state = std::make_unique<State>();
  state->directory = directory;
  state->access = Access::write;
  LEDGER_TRY(state->lock, DirectoryLock::take(directory));
  LEDGER_CHECK(state->open_database(MDB_CREATE));
  LEDGER_CHECK(write_format(directory));
  return std::unique_ptr<Store>(new Store(std::move(state)));
}

Result<std::unique_ptr<Store>> Store::open(const fs::path& directory, Access access) {
  LEDGER_CHECK(check_format(directory));
  auto state = std::make_unique<State>();
  state->directory = directory;
  state->access = access;
  if (access != Access::read) {
    LEDGER_TRY(state->lock, DirectoryLock::take(directory));
  }
  if (access == Access::write) {
    LEDGER_TRY(auto why, held(directory));
    if (why) return std::unexpected(Error{Errc::read_only, *std::move(why)});
  }
  LEDGER_CHECK(state->open_database(0));
  std::unique_ptr<Store> store(new Store(std::move(state)));
  LEDGER_TRY(const Snapshot snapshot, store->snapshot());
  if (access != Access::read) LEDGER_CHECK(store->state_->read_tail(snapshot));
  return store;
}

Result<Snapshot> Store::snapshot() const {
  LEDGER_TRY(Transaction txn, begin(state_->env.get(), MDB_RDONLY));
  MDB_stat stat{};
  if (const int code = mdb_stat(txn.get(), state_->tables[0], &stat); code != 0)
    return std::unexpected(lmdb_error("can't read the ledger", code));
  return Snapshot(std::unique_ptr<Snapshot::State>(
      new Snapshot::State{std::move(txn), state_->tables, Size{stat.ms_entries}}));
}

Size Store::size() const {
  if (state_->access == Access::read) {
    if (const auto now = snapshot()) state_->size = number(now->size());
  }
  return Size{state_->size.load()};
}

Result<void> Store::State::check_writable() const {
  if (access == Access::read) {
    return std::unexpected(Error{Errc::read_only, "this ledger was opened for reading only"});
  }
  if (failed) {
    return std::unexpected(Error{Errc::read_only,
                                 "a commit has failed, so the ledger takes no more records: "
                                 "restart the program, so that it reads what is on disk"});
  }
  return {};
}

int Store::State::put_all(MDB_txn* txn, const std::vector<std::string>& records,
                          const std::vector<Row>& rows) {
  std::uint64_t index = number(tail.size);
  for (const std::string& bytes : records) {
    const std::string key = key_of(index++);
    MDB_val key_val = val_of(key);
    MDB_val val = val_of(bytes);
    if (const int code = mdb_put(txn, tables[0], &key_val, &val, MDB_APPEND); code != 0)
      return code;
  }
  for (const auto& [table, key, value] : rows) {
    MDB_val key_val = val_of(key);
    MDB_val val = val_of(value);
    if (const int code = mdb_put(txn, tables.at(place_of(table)), &key_val, &val, 0); code != 0)
      return code;
  }
  return 0;
}

Result<AppendOutcome> Store::State::commit(Transaction txn) {
  if (mdb_txn_commit(txn.release()) == 0) {
    keep_slack(env.get());
    return AppendOutcome::durable;
  }
  failed = true;
  return AppendOutcome::unknown;
}

Result<AppendOutcome> Store::append(const Tail& expected, const std::vector<std::string>& records,
                                    const std::vector<Row>& rows) {
  LEDGER_CHECK(state_->check_writable());
  if (expected != state_->tail) return AppendOutcome::conflict;
  Tail tail = expected;
  std::vector<Row> tail_row;
  if (!records.empty()) {
    tail = {Size{number(expected.size) + records.size()}, leaf_hash_of(records.back())};
    tail_row.push_back({Table::meta, std::string(kTailKey), encode_tail(tail)});
  }
  LEDGER_TRY(Transaction txn, begin(state_->env.get(), 0));
  int code = state_->put_all(txn.get(), records, rows);
  if (code == 0) code = state_->put_all(txn.get(), {}, tail_row);
  if (code != 0) return std::unexpected(lmdb_error("can't write to the ledger", code));
  LEDGER_TRY(const AppendOutcome outcome, state_->commit(std::move(txn)));
  if (outcome == AppendOutcome::durable) {
    state_->tail = tail;
    state_->size = number(tail.size);
  }
  return outcome;
}

std::uint64_t Store::bytes() const { return bytes_in_use(state_->env.get()); }

Result<void> Store::copy_to(const fs::path& other) const {
  return copy_environment(state_->env.get(), other / "log");
}

Result<AppendOutcome> Store::clear_rows(const std::vector<Row>& rows) {
  LEDGER_CHECK(state_->check_writable());
  LEDGER_TRY(Transaction txn, begin(state_->env.get(), 0));
  int code = 0;
  for (const Table table : {Table::tree, Table::registry, Table::sids, Table::streams}) {
    if (code == 0) code = mdb_drop(txn.get(), state_->tables.at(place_of(table)), 0);
  }
  if (code == 0) code = state_->put_all(txn.get(), {}, rows);
  if (code != 0) return std::unexpected(lmdb_error("can't write to the ledger", code));
  return state_->commit(std::move(txn));
}

}  // namespace pledgebook::ledger
