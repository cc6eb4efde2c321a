// SPDX-License-Identifier: Apache-2.0
// The store over LMDB: one environment in DIR/log, six tables.
//
//   records   u64 index -> bytes, appended in order
//   tree, registry, sids, streams   derived rows
//   meta      the rows' position and the like; "tail" is the store's own: u64 size | 32 last leaf
//
// Each row's value ends with a check (row_check.h). Reading is in snapshot.cc.

#include "ledger/log/store/store.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <utility>

#include "ledger/log/record/record.h"
#include "ledger/log/store/directory.h"
#include "ledger/log/store/environment.h"
#include "ledger/log/store/row_check.h"
#include "ledger/log/store/snapshot_state.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPageBytesMin = 512;

// Whether this user may read the database but not write LMDB's file of readers.
bool may_only_read(const fs::path& path) {
  const fs::path readers = path / "lock.mdb";
  const bool is_there = ::access(readers.c_str(), F_OK) == 0;
  return ::access((is_there ? readers : path).c_str(), W_OK) != 0 && errno == EACCES;
}

}  // namespace

struct Store::State {
  fs::path directory;
  Access access = Access::read;
  std::optional<DirectoryLock> lock;
  Environment env;
  Tables tables{};
  std::atomic<std::uint64_t> size = 0;  // last known size
  // Only the appending thread:
  Tail tail;
  std::optional<Error> failure;  // why writing has stopped
  RowDamage damage;

  // `create` is 0 or MDB_CREATE.
  Result<void> open_database(unsigned create);
  Result<void> read_tail(const Snapshot& snapshot);
  // Checks, within this transaction, that the log ends at `expected`: `durable` if so.
  Result<AppendOutcome> check_tail(MDB_txn* txn, const Tail& expected);
  // Why writing is not possible now.
  Result<void> check_writable() const;
  // Puts everything into `txn`; returns LMDB's code.
  int put_all(MDB_txn* txn, const std::vector<std::string>& records, const std::vector<Row>& rows);
  Result<AppendOutcome> commit(Transaction txn);
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

const fs::path& Store::directory() const noexcept { return state_->directory; }
const Tail& Store::tail() const noexcept { return state_->tail; }

Result<void> Store::State::open_database(unsigned create) {
  const fs::path path = directory / "log";
  if (create == 0) LEDGER_CHECK(check_data_file(path, 2 * kPageBytesMin));
  const unsigned flags = access == Access::read ? MDB_RDONLY : 0U;
  unsigned locking = 0;
  if (access == Access::read && may_only_read(path)) {
    // Unseen by a writer, a reader would be given pages that are written anew: so let nobody write.
    LEDGER_TRY(lock, DirectoryLock::share(directory));
    locking = MDB_NOLOCK;
  }
  LEDGER_TRY(env, open_environment(path, flags | locking, kTableNames.size()));
  if (create == 0) LEDGER_CHECK(check_data_file(path, bytes_in_use(env.get())));
  LEDGER_TRY(Transaction txn, begin(env.get(), flags));
  LEDGER_TRY(tables, open_tables(txn.get(), kTableNames, create));
  if (create != 0) {
    const int code =
        put_all(txn.get(), {}, {{Table::meta, std::string(kTailKey), encode_tail({})}});
    if (code != 0) return std::unexpected(lmdb_error("can't write to " + path.string(), code));
  }
  if (const int code = mdb_txn_commit(txn.release()); code != 0)
    return std::unexpected(lmdb_error("can't open " + path.string(), code));
  if (access != Access::read) keep_slack(env.get());
  return {};
}

// Sets `tail` from the last record, which must be the one of the last commit.
Result<void> Store::State::read_tail(const Snapshot& snapshot) {
  tail.size = snapshot.size();
  size = number(tail.size);
  if (size > 0) {
    LEDGER_TRY(const std::string_view bytes, snapshot.record(Index{size - 1}));
    tail.last_leaf = leaf_hash_of(bytes);
  }
  const StoredTail stored =
      stored_tail(snapshot.state_->txn.get(), tables.at(place_of(Table::meta)));
  if (stored.code == MDB_CORRUPTED) {
    return std::unexpected(
        Error{Errc::corrupt,
              "the row with the log's end is damaged: run `pledgebook audit` to learn "
              "whether the records are whole, and restore a backup"});
  }
  if (stored.tail == tail) return {};
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
  const StoredTail stored = stored_tail(txn.get(), state_->tables.at(place_of(Table::meta)));
  return Snapshot(std::unique_ptr<Snapshot::State>(
      new Snapshot::State{.txn = std::move(txn),
                          .tables = state_->tables,
                          .damage = state_->damage,
                          .size = Size{stat.ms_entries},
                          .has_checks = stored.has_check || stored.code == MDB_CORRUPTED}));
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
  if (failure) return std::unexpected(Error{Errc::read_only, failure->detail});
  return check_open_file(env.get());
}

int Store::State::put_all(MDB_txn* txn, const std::vector<std::string>& records,
                          const std::vector<Row>& rows) {
  std::uint64_t index = number(tail.size);
  for (const std::string& bytes : records) {
    const std::string key = record_key(index++);
    MDB_val key_val = val_of(key);
    MDB_val val = val_of(bytes);
    if (const int code = mdb_put(txn, tables[0], &key_val, &val, MDB_APPEND); code != 0)
      return code;
  }
  for (const auto& [table, key, value] : rows) {
    const std::string stored = checked_value(place_of(table), key, value);
    MDB_val key_val = val_of(key);
    MDB_val val = val_of(stored);
    if (const int code = mdb_put(txn, tables.at(place_of(table)), &key_val, &val, 0); code != 0)
      return code;
  }
  return 0;
}

Result<AppendOutcome> Store::State::check_tail(MDB_txn* txn, const Tail& expected) {
  // If the lock files were deleted, another process may have committed since.
  if (mdb_txn_id(txn) != last_commit(env.get()) + 1) return AppendOutcome::conflict;
  const StoredTail stored = stored_tail(txn, tables.at(place_of(Table::meta)));
  if (stored.code != 0 && stored.code != MDB_NOTFOUND)
    return std::unexpected(lmdb_error("can't read where the log ends", stored.code));
  return stored.tail == expected ? AppendOutcome::durable : AppendOutcome::conflict;
}

Result<AppendOutcome> Store::State::commit(Transaction txn) {
  const int code = mdb_txn_commit(txn.release());
  if (code == 0) {
    keep_slack(env.get());
    return AppendOutcome::durable;
  }
  failure = commit_error(env.get(), code);
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
  LEDGER_TRY(const AppendOutcome found, state_->check_tail(txn.get(), expected));
  if (found != AppendOutcome::durable) return found;
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
  LEDGER_TRY(const AppendOutcome found, state_->check_tail(txn.get(), state_->tail));
  if (found != AppendOutcome::durable) return found;
  int code = 0;
  for (const Table table : {Table::tree, Table::registry, Table::sids, Table::streams}) {
    if (code == 0) code = mdb_drop(txn.get(), state_->tables.at(place_of(table)), 0);
  }
  if (code == 0) code = state_->put_all(txn.get(), {}, rows);
  const Row tail_row{Table::meta, std::string(kTailKey), encode_tail(state_->tail)};
  if (code == 0) code = state_->put_all(txn.get(), {}, {tail_row});
  if (code != 0) return std::unexpected(lmdb_error("can't write to the ledger", code));
  const std::uint64_t id = mdb_txn_id(txn.get());
  LEDGER_TRY(const AppendOutcome outcome, state_->commit(std::move(txn)));
  if (outcome == AppendOutcome::durable) {
    state_->damage.emptied = id;
    state_->damage.seen = false;
  }
  return outcome;
}

bool Store::is_row_damaged() const noexcept { return state_->damage.seen; }

const std::optional<Error>& Store::failure() const noexcept { return state_->failure; }

unsigned Store::free_dead_readers() noexcept {
  int dead = 0;
  mdb_reader_check(state_->env.get(), &dead);
  return static_cast<unsigned>(dead);
}

}  // namespace pledgebook::ledger
