// SPDX-License-Identifier: Apache-2.0
// A row's value is followed by the 8 bytes of its row_checksum, little-endian. In `meta`, the row
// kFormatKey has no checksum.

#include "projections/store/view_store.h"

#include <lmdb.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

#include "ledger/log/store/directory.h"
#include "ledger/log/store/environment.h"
#include "ledger/log/store/row_checksum.h"
#include "projections/store/page_check.h"

namespace pledgebook::projections {
namespace {

using ledger::Errc;
using ledger::Error;
using ledger::Result;

constexpr std::array kTableNames{"meta",     "registry", "versions", "facts",    "by_id",
                                 "overlaps", "keys",     "parties",  "disputes", "tallies",
                                 "current",  "index",    "streams",  "sets"};
constexpr std::string_view kFormatKey = "format";
constexpr std::string_view kFormat = "3";  // 1: rows without checksums; 2: other checksums
constexpr std::size_t kChecksumBytes = 8;
constexpr std::size_t kKeyBytesMax = 511;  // LMDB's limit
constexpr std::size_t kRowBytesMax = std::size_t{64} << 20U;
constexpr std::size_t kFileBytesMin = 1'024;  // two pages of the smallest size

using Dbis = std::array<MDB_dbi, kTableNames.size()>;

bool is_damage(int code) {
  switch (code) {
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_INVALID:
    case MDB_BAD_TXN:
    case MDB_BAD_VALSIZE:
    case MDB_INCOMPATIBLE:
    case MDB_CURSOR_FULL:
    case MDB_PANIC:  // a commit failed halfway: the environment accepts no more writes
      return true;
    default:
      return false;
  }
}

Error error_of(int code) {
  if (is_damage(code)) {
    return {Errc::corrupt, std::string("the read models are damaged (") + mdb_strerror(code) +
                               "): run `pledgebook rebuild`"};
  }
  if (code == MDB_VERSION_MISMATCH || code == MDB_NOTFOUND) {
    return {Errc::foreign,
            "the read models are of another version: run `pledgebook rebuild` with this version"};
  }
  return ledger::lmdb_error("can't use the read models", code);
}

MDB_val to_val(std::string_view text) noexcept {
  // LMDB only reads it, but its type is not const.
  return {text.size(), const_cast<char*>(text.data())};
}
std::string_view to_view(const MDB_val& val) noexcept {
  return {static_cast<const char*>(val.mv_data), val.mv_size};
}

// Each walk over a table verifies every row that it passes, so this must be fast.
std::uint64_t checksum(ViewTable table, std::string_view key, std::string_view value) noexcept {
  return ledger::row_checksum(std::to_underlying(table), key, value);
}

Result<void> make_directory(const std::filesystem::path& directory) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (!failed) std::filesystem::permissions(directory, std::filesystem::perms::owner_all, failed);
  if (!failed) return {};
  return std::unexpected(ledger::system_error("can't make " + directory.string(), failed.value()));
}

// The checks before LMDB opens the file. Nothing if there is no file.
Result<void> check_before_opening(const std::filesystem::path& directory, Mode mode) {
  const std::filesystem::path file = directory / "data.mdb";
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  if (failed) {
    if (mode != Mode::read && failed == std::errc::no_such_file_or_directory) return {};
    return std::unexpected(
        Error{failed == std::errc::no_such_file_or_directory ? Errc::not_found : Errc::storage,
              "there are no read models in " + directory.string() + ": " + failed.message()});
  }
  if (mode != Mode::read) return check_pages(file);
  if (size >= kFileBytesMin) return {};
  return std::unexpected(error_of(MDB_CORRUPTED));
}

unsigned flags_of(Mode mode) {
  switch (mode) {
    case Mode::read:
      return MDB_RDONLY;
    case Mode::live:
      return MDB_NOMETASYNC;
    case Mode::rebuild:
      return MDB_NOSYNC | MDB_NOMETASYNC;
  }
  return MDB_RDONLY;
}

// Errors of opening are worded for the log's database; here the remedy is different.
Error of_views(Error error) {
  if (error.code == Errc::corrupt) return error_of(MDB_CORRUPTED);
  if (error.code == Errc::foreign) return error_of(MDB_VERSION_MISMATCH);
  return error;
}

}  // namespace

struct ViewStore::State {
  std::filesystem::path directory;
  ledger::Environment env;
  Dbis tables{};
  bool pages_checked = false;  // before opening; since then only this process has written
  std::atomic<bool> damaged = false;

  Result<void> open_tables(Mode mode);
};

struct ReadRows::State {
  MDB_txn* txn = nullptr;
  ViewStore::State* store = nullptr;
  int failure = MDB_SUCCESS;  // the first
  std::string scratch;        // a value and its checksum, for writing

  State(MDB_txn* begun, ViewStore::State& of) : txn(begun), store(&of) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (txn != nullptr) mdb_txn_abort(txn);
  }
  [[nodiscard]] MDB_dbi dbi(ViewTable table) const {
    return store->tables.at(std::to_underlying(table));
  }
  // Whether LMDB found a row; remembers the first failure.
  bool found(int code) {
    if (code == MDB_SUCCESS) return true;
    if (code == MDB_NOTFOUND) return false;
    if (failure == MDB_SUCCESS) failure = code;
    if (is_damage(code)) store->damaged = true;
    return false;
  }
  // The value without its checksum; if the checksum is wrong, nothing, and a failure.
  std::optional<std::string_view> checked(ViewTable table, std::string_view key,
                                          const MDB_val& val) {
    if (val.mv_size < kChecksumBytes || val.mv_size > kRowBytesMax || key.size() > kKeyBytesMax) {
      found(MDB_CORRUPTED);
      return std::nullopt;
    }
    const std::string_view row = to_view(val);
    const std::string_view value = row.substr(0, row.size() - kChecksumBytes);
    std::uint64_t kept = 0;
    for (std::size_t i = row.size(); i > value.size(); --i)
      kept = kept << 8U | static_cast<std::uint8_t>(row[i - 1]);
    if (kept == checksum(table, key, value)) return value;
    found(MDB_CORRUPTED);
    return std::nullopt;
  }
  // Whether the moved cursor is at a row; `key` and `value` are then the row's.
  bool is_at_row(int code, ViewTable table, const MDB_val& k, const MDB_val& v,
                 std::string_view& key, std::string_view& value) {
    key = value = {};
    if (!found(code)) return false;
    const auto good = checked(table, to_view(k), v);
    if (!good) return false;
    key = to_view(k);
    value = *good;
    return true;
  }
};

ReadRows::ReadRows(std::unique_ptr<State> state) : state_(std::move(state)) {}
ReadRows::~ReadRows() = default;
ReadRows::ReadRows(ReadRows&&) noexcept = default;
ReadRows& ReadRows::operator=(ReadRows&&) noexcept = default;

std::optional<std::string_view> ReadRows::get(ViewTable table, std::string_view key) const {
  MDB_val k = to_val(key);
  MDB_val v{};
  if (!state_->found(mdb_get(state_->txn, state_->dbi(table), &k, &v))) return std::nullopt;
  return state_->checked(table, key, v);
}

std::uint64_t ReadRows::count(ViewTable table) const {
  MDB_stat stat{};
  if (!state_->found(mdb_stat(state_->txn, state_->dbi(table), &stat))) return 0;
  return stat.ms_entries;
}

Result<void> ReadRows::status() const {
  if (state_->failure != MDB_SUCCESS) return std::unexpected(error_of(state_->failure));
  return {};
}

void WriteRows::put(ViewTable table, std::string_view key, std::string_view value) {
  std::string& row = state_->scratch;
  std::uint64_t sum = checksum(table, key, value);
  row.assign(value);
  for (std::size_t i = 0; i < kChecksumBytes; ++i, sum >>= 8U)
    row.push_back(static_cast<char>(sum & 0xFFU));
  MDB_val k = to_val(key);
  MDB_val v = to_val(row);
  state_->found(mdb_put(state_->txn, state_->dbi(table), &k, &v, 0));
}

void WriteRows::erase(ViewTable table, std::string_view key) {
  MDB_val k = to_val(key);
  state_->found(mdb_del(state_->txn, state_->dbi(table), &k, nullptr));
}

void WriteRows::clear(ViewTable table) {
  state_->found(mdb_drop(state_->txn, state_->dbi(table), 0));
}

Result<void> WriteRows::commit() && {
  LEDGER_CHECK(status());
  const int code = mdb_txn_commit(std::exchange(state_->txn, nullptr));
  if (code != MDB_SUCCESS) return std::unexpected(error_of(code));
  ledger::keep_slack(state_->store->env.get());
  return {};
}

Cursor::Cursor(const ReadRows& rows, ViewTable table) : rows_(rows), table_(table) {
  MDB_cursor* cursor = nullptr;
  if (rows_.state_->found(mdb_cursor_open(rows_.state_->txn, rows_.state_->dbi(table), &cursor)))
    cursor_ = cursor;
}

Cursor::~Cursor() {
  if (cursor_ != nullptr) mdb_cursor_close(static_cast<MDB_cursor*>(cursor_));
}

bool Cursor::look_up(std::string_view key) {
  if (cursor_ == nullptr) return false;
  MDB_val k = to_val(key);
  MDB_val v{};
  const int code = mdb_cursor_get(static_cast<MDB_cursor*>(cursor_), &k, &v,
                                  key.empty() ? MDB_FIRST : MDB_SET_RANGE);
  valid_ = rows_.state_->is_at_row(code, table_, k, v, key_, value_);
  return valid_;
}

bool Cursor::seek(std::string_view key) { return look_up(key); }

bool Cursor::next() {
  if (!valid_) return false;
  if (rows_.state_->store->pages_checked) {
    MDB_val k{};
    MDB_val v{};
    const int code = mdb_cursor_get(static_cast<MDB_cursor*>(cursor_), &k, &v, MDB_NEXT);
    valid_ = rows_.state_->is_at_row(code, table_, k, v, key_, value_);
    return valid_;
  }
  next_key_.assign(key_).push_back('\0');
  return look_up(next_key_);
}

ViewStore::ViewStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
ViewStore::~ViewStore() = default;

Result<void> ViewStore::State::open_tables(Mode mode) {
  const bool reads = mode == Mode::read;
  LEDGER_TRY(ledger::Transaction txn, ledger::begin(env.get(), reads ? MDB_RDONLY : 0));
  int code = MDB_SUCCESS;
  for (std::size_t i = 0; code == MDB_SUCCESS && i < kTableNames.size(); ++i)
    code = mdb_dbi_open(txn.get(), kTableNames[i], reads ? 0 : MDB_CREATE, &tables[i]);
  MDB_stat meta{};
  MDB_val key = to_val(kFormatKey);
  MDB_val format = to_val(kFormat);
  if (code == MDB_SUCCESS) code = mdb_stat(txn.get(), tables[0], &meta);
  if (code == MDB_SUCCESS && meta.ms_entries == 0 && !reads)
    code = mdb_put(txn.get(), tables[0], &key, &format, 0);
  if (code == MDB_SUCCESS) code = mdb_get(txn.get(), tables[0], &key, &format);
  if (code == MDB_SUCCESS && (format.mv_size != kFormat.size() || to_view(format) != kFormat))
    code = MDB_VERSION_MISMATCH;
  if (code == MDB_SUCCESS) code = mdb_txn_commit(txn.release());
  if (code != MDB_SUCCESS) return std::unexpected(error_of(code));
  return {};
}

Result<std::shared_ptr<ViewStore>> ViewStore::open(const std::filesystem::path& directory,
                                                   Mode mode) {
  // Shared by the projector and by each query that reads this generation.
  std::shared_ptr<ViewStore> store(new ViewStore(std::make_unique<State>()));
  State& state = *store->state_;
  state.directory = directory;
  if (mode != Mode::read) LEDGER_CHECK(make_directory(directory));
  LEDGER_CHECK(check_before_opening(directory, mode));
  auto env = ledger::open_environment(directory, flags_of(mode), kTableNames.size());
  if (!env) return std::unexpected(of_views(std::move(env).error()));
  state.env = *std::move(env);
  state.pages_checked = mode != Mode::read;
  if (auto whole = ledger::check_data_file(directory, ledger::bytes_in_use(state.env.get()));
      !whole) {
    return std::unexpected(of_views(std::move(whole).error()));
  }
  if (mode != Mode::read) ledger::keep_slack(state.env.get());
  LEDGER_CHECK(state.open_tables(mode));
  return store;
}

Result<ReadRows> ViewStore::read() const {
  MDB_txn* txn = nullptr;
  const int code = mdb_txn_begin(state_->env.get(), nullptr, MDB_RDONLY, &txn);
  if (code != MDB_SUCCESS) return std::unexpected(error_of(code));
  return ReadRows(std::make_unique<ReadRows::State>(txn, *state_));
}

Result<WriteRows> ViewStore::write() {
  MDB_txn* txn = nullptr;
  const int code = mdb_txn_begin(state_->env.get(), nullptr, 0, &txn);
  if (code != MDB_SUCCESS) return std::unexpected(error_of(code));
  return WriteRows(std::make_unique<ReadRows::State>(txn, *state_));
}

Result<void> ViewStore::settle() {
  int code = mdb_env_sync(state_->env.get(), 1);
  if (code == MDB_SUCCESS) code = mdb_env_set_flags(state_->env.get(), MDB_NOSYNC, 0);
  if (code != MDB_SUCCESS) return std::unexpected(error_of(code));
  return {};
}

bool ViewStore::is_damaged() const noexcept { return state_->damaged; }
void ViewStore::report_damage() noexcept { state_->damaged = true; }
const std::filesystem::path& ViewStore::directory() const noexcept { return state_->directory; }
std::uint64_t ViewStore::bytes() const { return ledger::bytes_in_use(state_->env.get()); }

}  // namespace pledgebook::projections
