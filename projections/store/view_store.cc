// SPDX-License-Identifier: Apache-2.0
#include "projections/store/view_store.h"

#include <lmdb.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "ledger/log/store/address_space.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

constexpr unsigned kReadersMax = 1'024;
constexpr std::array kTableNames{"meta",     "registry", "versions", "facts",    "by_id",
                                 "overlaps", "keys",     "parties",  "disputes", "tallies",
                                 "current",  "index",    "texts"};

Error error_of(int code) {
  const Errc errc = code == MDB_CORRUPTED || code == MDB_INVALID || code == MDB_PAGE_NOTFOUND ||
                            code == MDB_VERSION_MISMATCH
                        ? Errc::corrupt
                        : Errc::storage;
  return {errc, std::string("the views' database says: ") + mdb_strerror(code) +
                    "; views/ can be deleted, the next start makes it anew"};
}

MDB_val to_val(std::string_view text) noexcept {
  // LMDB reads only, though its type can't say so.
  return {text.size(), const_cast<char*>(text.data())};
}
std::string_view to_view(const MDB_val& val) noexcept {
  return {static_cast<const char*>(val.mv_data), val.mv_size};
}

}  // namespace

struct ViewStore::State {
  std::filesystem::path directory;
  MDB_env* env = nullptr;
  std::array<MDB_dbi, kTableNames.size()> tables{};
};

struct ReadRows::State {
  MDB_txn* txn = nullptr;
  const std::array<MDB_dbi, kTableNames.size()>* tables = nullptr;
  int failure = MDB_SUCCESS;  // the first

  State(MDB_txn* begun, const std::array<MDB_dbi, kTableNames.size()>* dbis)
      : txn(begun), tables(dbis) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (txn != nullptr) mdb_txn_abort(txn);
  }
  [[nodiscard]] MDB_dbi dbi(Table table) const { return tables->at(std::to_underlying(table)); }
  // Whether there is a row; remembers any failure.
  bool found(int code) {
    if (code == MDB_SUCCESS) return true;
    if (code != MDB_NOTFOUND && failure == MDB_SUCCESS) failure = code;
    return false;
  }
};

ReadRows::ReadRows(std::unique_ptr<State> state) : state_(std::move(state)) {}
ReadRows::~ReadRows() = default;
ReadRows::ReadRows(ReadRows&&) noexcept = default;
ReadRows& ReadRows::operator=(ReadRows&&) noexcept = default;

std::optional<std::string_view> ReadRows::get(Table table, std::string_view key) const {
  MDB_val k = to_val(key);
  MDB_val v{};
  if (!state_->found(mdb_get(state_->txn, state_->dbi(table), &k, &v))) return std::nullopt;
  return to_view(v);
}

std::uint64_t ReadRows::count(Table table) const {
  MDB_stat stat{};
  if (!state_->found(mdb_stat(state_->txn, state_->dbi(table), &stat))) return 0;
  return stat.ms_entries;
}

Result<void> ReadRows::status() const {
  if (state_->failure != MDB_SUCCESS) return std::unexpected(error_of(state_->failure));
  return {};
}

void WriteRows::put(Table table, std::string_view key, std::string_view value) {
  MDB_val k = to_val(key);
  MDB_val v = to_val(value);
  state_->found(mdb_put(state_->txn, state_->dbi(table), &k, &v, 0));
}

void WriteRows::erase(Table table, std::string_view key) {
  MDB_val k = to_val(key);
  state_->found(mdb_del(state_->txn, state_->dbi(table), &k, nullptr));
}

void WriteRows::clear(Table table) { state_->found(mdb_drop(state_->txn, state_->dbi(table), 0)); }

Result<void> WriteRows::commit() && {
  LEDGER_CHECK(status());
  const int code = mdb_txn_commit(std::exchange(state_->txn, nullptr));
  if (code != MDB_SUCCESS) return std::unexpected(error_of(code));
  return {};
}

Cursor::Cursor(const ReadRows& rows, Table table) : rows_(rows) {
  MDB_cursor* cursor = nullptr;
  if (rows_.state_->found(mdb_cursor_open(rows_.state_->txn, rows_.state_->dbi(table), &cursor)))
    cursor_ = cursor;
}

Cursor::~Cursor() {
  if (cursor_ != nullptr) mdb_cursor_close(static_cast<MDB_cursor*>(cursor_));
}

bool Cursor::seek(std::string_view key) {
  if (cursor_ == nullptr) return false;
  MDB_val k = to_val(key);
  MDB_val v{};
  valid_ = rows_.state_->found(mdb_cursor_get(static_cast<MDB_cursor*>(cursor_), &k, &v,
                                              key.empty() ? MDB_FIRST : MDB_SET_RANGE));
  key_ = valid_ ? to_view(k) : std::string_view();
  value_ = valid_ ? to_view(v) : std::string_view();
  return valid_;
}

bool Cursor::next() {
  if (cursor_ == nullptr) return false;
  MDB_val k{};
  MDB_val v{};
  valid_ = rows_.state_->found(mdb_cursor_get(static_cast<MDB_cursor*>(cursor_), &k, &v, MDB_NEXT));
  key_ = valid_ ? to_view(k) : std::string_view();
  value_ = valid_ ? to_view(v) : std::string_view();
  return valid_;
}

ViewStore::ViewStore(std::unique_ptr<State> state) : state_(std::move(state)) {}

ViewStore::~ViewStore() {
  if (state_->env != nullptr) mdb_env_close(state_->env);
}

Result<std::shared_ptr<ViewStore>> ViewStore::open(const std::filesystem::path& directory,
                                                   Mode mode) {
  // Shared by the projector and by each query that reads this generation.
  std::shared_ptr<ViewStore> store(new ViewStore(std::make_unique<State>()));
  State& state = *store->state_;
  state.directory = directory;
  if (mode != Mode::read) {
    std::error_code failed;
    std::filesystem::create_directories(directory, failed);
    if (!failed) {
      std::filesystem::permissions(directory, std::filesystem::perms::owner_all, failed);
    }
    if (failed) {
      return std::unexpected(Error{Errc::storage, "the directory " + directory.string() +
                                                      " can't be made: " + failed.message()});
    }
  }
  if (const int code = mdb_env_create(&state.env); code != MDB_SUCCESS)
    return std::unexpected(error_of(code));
  mdb_env_set_mapsize(state.env, ledger::kMapBytes);
  mdb_env_set_maxreaders(state.env, kReadersMax);
  mdb_env_set_maxdbs(state.env, kTableNames.size());
  unsigned flags = MDB_NOTLS;
  if (mode == Mode::read) flags |= MDB_RDONLY;
  if (mode == Mode::live) flags |= MDB_NOMETASYNC;
  if (mode == Mode::rebuild) flags |= MDB_NOSYNC | MDB_NOMETASYNC;
  if (const int code = mdb_env_open(state.env, directory.c_str(), flags, 0600);
      code != MDB_SUCCESS) {
    if (code == ENOENT)
      return std::unexpected(Error{Errc::not_found, "there are no views in " + directory.string()});
    return std::unexpected(error_of(code));
  }
  int dead = 0;
  mdb_reader_check(state.env, &dead);

  MDB_txn* txn = nullptr;
  int code = mdb_txn_begin(state.env, nullptr, mode == Mode::read ? MDB_RDONLY : 0, &txn);
  for (std::size_t i = 0; code == MDB_SUCCESS && i < kTableNames.size(); ++i) {
    code = mdb_dbi_open(txn, kTableNames[i], mode == Mode::read ? 0 : MDB_CREATE, &state.tables[i]);
  }
  if (code != MDB_SUCCESS) {
    if (txn != nullptr) mdb_txn_abort(txn);
    return std::unexpected(error_of(code));
  }
  code = mdb_txn_commit(txn);
  if (code != MDB_SUCCESS) return std::unexpected(error_of(code));
  return store;
}

Result<ReadRows> ViewStore::read() const {
  MDB_txn* txn = nullptr;
  const int code = mdb_txn_begin(state_->env, nullptr, MDB_RDONLY, &txn);
  if (code != MDB_SUCCESS) return std::unexpected(error_of(code));
  return ReadRows(std::make_unique<ReadRows::State>(txn, &state_->tables));
}

Result<WriteRows> ViewStore::write() {
  MDB_txn* txn = nullptr;
  const int code = mdb_txn_begin(state_->env, nullptr, 0, &txn);
  if (code != MDB_SUCCESS) return std::unexpected(error_of(code));
  return WriteRows(std::make_unique<ReadRows::State>(txn, &state_->tables));
}

Result<void> ViewStore::settle() {
  int code = mdb_env_sync(state_->env, 1);
  if (code == MDB_SUCCESS) code = mdb_env_set_flags(state_->env, MDB_NOSYNC, 0);
  if (code != MDB_SUCCESS) return std::unexpected(error_of(code));
  return {};
}

const std::filesystem::path& ViewStore::directory() const noexcept { return state_->directory; }

}  // namespace pledgebook::projections
