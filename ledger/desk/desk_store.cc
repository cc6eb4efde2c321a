// SPDX-License-Identifier: Apache-2.0
// Two tables; each row's value ends with a check (row_check.h):
//
//   items   u8 shelf | u64 received, in ms | 32 id -> bytes
//   ids     u8 shelf | 32 id -> u64 received, in ms

#include "ledger/desk/desk_store.h"

#include <array>
#include <system_error>
#include <utility>

#include "crypto/bytes.h"
#include "ledger/log/store/directory.h"
#include "ledger/log/store/environment.h"
#include "ledger/log/store/row_check.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::array kTableNames{"items", "ids"};
constexpr std::uint8_t kItems = 0;
constexpr std::uint8_t kIds = 1;
constexpr std::size_t kTimeBytes = 8;
constexpr std::size_t kIdAt = 1 + kTimeBytes;  // in a key of `items`

MDB_val val_of(std::string_view text) noexcept {
  // LMDB only reads it, but its type is not const.
  return {text.size(), const_cast<char*>(text.data())};
}
std::string_view view_of(const MDB_val& val) noexcept {
  return {static_cast<const char*>(val.mv_data), val.mv_size};
}

std::string time_text(RecordedAt time) {
  auto count = static_cast<std::uint64_t>(time.time_since_epoch().count());
  std::string text(kTimeBytes, '\0');
  for (std::size_t i = kTimeBytes; i-- > 0; count >>= 8U)
    text[i] = static_cast<char>(count & 0xFFU);
  return text;
}
RecordedAt time_of(std::string_view text) noexcept {
  std::uint64_t count = 0;
  for (const char c : text) count = count << 8U | static_cast<std::uint8_t>(c);
  return RecordedAt{std::chrono::milliseconds{static_cast<std::int64_t>(count)}};
}

std::string shelf_key(Shelf shelf) { return {static_cast<char>(shelf)}; }
std::string id_key(Shelf shelf, const crypto::Hash& id) {
  return shelf_key(shelf).append(crypto::as_text(id.bytes));
}
std::string item_key(Shelf shelf, RecordedAt received, const crypto::Hash& id) {
  return shelf_key(shelf).append(time_text(received)).append(crypto::as_text(id.bytes));
}

Error desk_error(int code) { return lmdb_error("can't use the desk", code); }
Error damaged_desk() {
  return {Errc::corrupt,
          "a row of the desk is damaged: start the server anew, and send again what waited there"};
}

}  // namespace

struct DeskStore::State {
  Environment env;
  std::vector<MDB_dbi> tables;
  bool was_damaged = false;

  Result<void> open(const fs::path& path) {
    std::error_code failed;
    fs::create_directories(path, failed);
    if (!failed) fs::permissions(path, fs::perms::owner_all, failed);
    if (failed) return std::unexpected(system_error("can't make " + path.string(), failed.value()));
    LEDGER_TRY(env, open_environment(path, 0, kTableNames.size()));
    LEDGER_CHECK(check_data_file(path, bytes_in_use(env.get())));
    keep_slack(env.get());
    LEDGER_TRY(Transaction txn, begin(env.get(), 0));
    LEDGER_TRY(tables, open_tables(txn.get(), kTableNames, MDB_CREATE));
    return commit(std::move(txn));
  }

  Result<void> commit(Transaction txn) const {
    if (const int code = mdb_txn_commit(txn.release()); code != 0)
      return std::unexpected(commit_error(env.get(), code));
    keep_slack(env.get());
    return {};
  }

  // The row's value; nothing if there is none.
  Result<std::optional<std::string_view>> get(MDB_txn* txn, std::uint8_t table,
                                              std::string_view key) const {
    MDB_val k = val_of(key);
    MDB_val v{};
    const int code = mdb_get(txn, tables.at(table), &k, &v);
    if (code == MDB_NOTFOUND) return std::nullopt;
    if (code != 0) return std::unexpected(desk_error(code));
    const auto value = check_value(table, key, view_of(v));
    if (!value) return std::unexpected(damaged_desk());
    return value;
  }

  int put(MDB_txn* txn, std::uint8_t table, std::string_view key, std::string_view value) const {
    const std::string stored = checked_value(table, key, value);
    MDB_val k = val_of(key);
    MDB_val v = val_of(stored);
    return mdb_put(txn, tables.at(table), &k, &v, 0);
  }

  int erase(MDB_txn* txn, Shelf shelf, RecordedAt received, const crypto::Hash& id) const {
    const std::string item = item_key(shelf, received, id);
    const std::string by_id = id_key(shelf, id);
    MDB_val k = val_of(item);
    if (const int code = mdb_del(txn, tables[kItems], &k, nullptr); code != 0) return code;
    k = val_of(by_id);
    return mdb_del(txn, tables[kIds], &k, nullptr);
  }

  // All of a shelf, in order.
  Result<std::vector<DeskItem>> items(MDB_txn* txn, Shelf shelf) const {
    MDB_cursor* opened = nullptr;
    if (const int code = mdb_cursor_open(txn, tables[kItems], &opened); code != 0)
      return std::unexpected(desk_error(code));
    const Cursor cursor(opened);
    const std::string first = shelf_key(shelf);
    MDB_val k = val_of(first);
    MDB_val v{};
    std::vector<DeskItem> items;
    int code = mdb_cursor_get(opened, &k, &v, MDB_SET_RANGE);
    for (; code == 0; code = mdb_cursor_get(opened, &k, &v, MDB_NEXT)) {
      const std::string_view key = view_of(k);
      if (!key.starts_with(first)) return items;
      const auto value = check_value(kItems, key, view_of(v));
      const auto id = key.size() < kIdAt
                          ? std::nullopt
                          : crypto::Hash::from_bytes(crypto::as_bytes(key.substr(kIdAt)));
      if (!value || !id) return std::unexpected(damaged_desk());
      items.push_back({.id = *id,
                       .received = time_of(key.substr(1, kTimeBytes)),
                       .bytes = std::string(*value)});
    }
    if (code != MDB_NOTFOUND) return std::unexpected(desk_error(code));
    return items;
  }
};

DeskStore::DeskStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
DeskStore::~DeskStore() = default;
bool DeskStore::was_damaged() const noexcept { return state_->was_damaged; }

Result<std::unique_ptr<DeskStore>> DeskStore::open(const fs::path& directory) {
  const fs::path path = directory / "desk";
  auto state = std::make_unique<State>();
  auto opened = state->open(path);
  if (!opened && opened.error().code == Errc::corrupt) {
    state = std::make_unique<State>();
    std::error_code failed;
    const fs::path aside = directory / "desk.damaged";
    fs::remove_all(aside, failed);
    if (!failed) fs::rename(path, aside, failed);
    if (failed) return std::unexpected(system_error("can't move " + path.string(), failed.value()));
    state->was_damaged = true;
    opened = state->open(path);
  }
  if (!opened) return std::unexpected(std::move(opened).error());
  return std::unique_ptr<DeskStore>(new DeskStore(std::move(state)));
}

Result<DeskStore::Put> DeskStore::put(Shelf shelf, const DeskItem& item) {
  LEDGER_TRY(Transaction txn, begin(state_->env.get(), 0));
  LEDGER_TRY(const auto old, state_->get(txn.get(), kIds, id_key(shelf, item.id)));
  const RecordedAt received = old ? time_of(*old) : item.received;
  int code = 0;
  if (!old) {
    LEDGER_TRY(const auto others, state_->items(txn.get(), shelf));
    std::size_t waiting = others.size();
    for (const DeskItem& other : others) {
      if (other.received + kDeskDaysMax >= item.received) break;
      if (code == 0) code = state_->erase(txn.get(), shelf, other.received, other.id);
      --waiting;
    }
    if (waiting >= kShelfItemsMax) return Put::full;
  }
  if (code == 0)
    code = state_->put(txn.get(), kItems, item_key(shelf, received, item.id), item.bytes);
  if (code == 0) code = state_->put(txn.get(), kIds, id_key(shelf, item.id), time_text(received));
  if (code != 0) return std::unexpected(desk_error(code));
  LEDGER_CHECK(state_->commit(std::move(txn)));
  return Put::done;
}

Result<std::optional<DeskItem>> DeskStore::find(Shelf shelf, const crypto::Hash& id) const {
  LEDGER_TRY(const Transaction txn, begin(state_->env.get(), MDB_RDONLY));
  LEDGER_TRY(const auto received, state_->get(txn.get(), kIds, id_key(shelf, id)));
  if (!received) return std::nullopt;
  const RecordedAt time = time_of(*received);
  LEDGER_TRY(const auto bytes, state_->get(txn.get(), kItems, item_key(shelf, time, id)));
  if (!bytes) return std::unexpected(damaged_desk());
  return DeskItem{.id = id, .received = time, .bytes = std::string(*bytes)};
}

Result<std::vector<DeskItem>> DeskStore::items(Shelf shelf) const {
  LEDGER_TRY(const Transaction txn, begin(state_->env.get(), MDB_RDONLY));
  return state_->items(txn.get(), shelf);
}

Result<bool> DeskStore::remove(Shelf shelf, const crypto::Hash& id) {
  LEDGER_TRY(Transaction txn, begin(state_->env.get(), 0));
  LEDGER_TRY(const auto received, state_->get(txn.get(), kIds, id_key(shelf, id)));
  if (!received) return false;
  if (const int code = state_->erase(txn.get(), shelf, time_of(*received), id); code != 0)
    return std::unexpected(desk_error(code));
  LEDGER_CHECK(state_->commit(std::move(txn)));
  return true;
}

}  // namespace pledgebook::ledger
