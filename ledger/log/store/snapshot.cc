// SPDX-License-Identifier: Apache-2.0
// Reading. The sizes of values are limited here (environment.h has the other protections against a
// damaged file). A cursor never steps from leaf to leaf, because LMDB asserts on a damaged leaf and
// aborts: each key is looked up, which costs little within a page.
#include <fmt/format.h>

#include "ledger/log/record/record.h"
#include "ledger/log/store/row_check.h"
#include "ledger/log/store/snapshot_state.h"

namespace pledgebook::ledger {
namespace {

constexpr std::size_t kKeyBytesMax = 511;  // LMDB's limit
constexpr std::size_t kRowBytesMax = std::size_t{64} << 20U;

Tail decode_tail(std::string_view value) {
  ByteReader bytes(value);
  Tail tail;
  tail.size = Size{bytes.take<std::uint64_t>()};
  bytes.take(tail.last_leaf.bytes);
  return tail;
}

}  // namespace

std::string encode_tail(const Tail& tail) {
  std::string value;
  put_big_endian(value, number(tail.size));
  value += crypto::as_text(tail.last_leaf.bytes);
  return value;
}

StoredTail stored_tail(MDB_txn* txn, MDB_dbi meta) {
  StoredTail stored;
  MDB_val key_val = val_of(kTailKey);
  MDB_val val{};
  stored.code = mdb_get(txn, meta, &key_val, &val);
  if (stored.code != 0) return stored;
  if (val.mv_size == kTailBytes) {
    stored.tail = decode_tail(text_of(val));
    return stored;
  }
  const auto value = val.mv_size > kRowBytesMax
                         ? std::nullopt
                         : check_value(place_of(Table::meta), kTailKey, text_of(val));
  if (!value || value->size() != kTailBytes) {
    stored.code = MDB_CORRUPTED;
    return stored;
  }
  stored.tail = decode_tail(*value);
  stored.has_check = true;
  return stored;
}

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
  const std::string key = record_key(number(index));
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
    const std::string key = record_key(i);
    MDB_val key_val = val_of(key);
    MDB_val val{};
    const int code = mdb_cursor_get(cursor.get(), &key_val, &val, MDB_SET_KEY);
    LEDGER_TRY(const std::string_view bytes, state_->checked_record(Index{i}, code, val));
    if (!visit(Index{i}, bytes)) break;
  }
  return {};
}

std::optional<std::string_view> Snapshot::State::value_of(Table table, std::string_view key,
                                                          std::string_view stored) {
  if (const auto value = check_value(place_of(table), key, stored)) return value;
  row_damaged = true;
  // Damage in rows that were cleared since does not matter.
  if (mdb_txn_id(txn.get()) >= damage.emptied.load()) damage.seen = true;
  return std::nullopt;
}

std::optional<std::string_view> Snapshot::row(Table table, std::string_view key) const {
  if (!state_->has_checks) return std::nullopt;
  MDB_val key_val = val_of(key);
  MDB_val val{};
  int code = mdb_get(state_->txn.get(), state_->tables.at(place_of(table)), &key_val, &val);
  if (code == 0 && val.mv_size > kRowBytesMax) code = MDB_CORRUPTED;
  if (code == 0) return state_->value_of(table, key, text_of(val));
  if (code != MDB_NOTFOUND) state_->row_code = code;
  return std::nullopt;
}

Result<void> Snapshot::check_rows() const {
  if (state_->row_code != 0) {
    return std::unexpected(lmdb_error("can't read the derived rows", state_->row_code));
  }
  if (state_->row_damaged) return std::unexpected(damaged_rows());
  return {};
}

bool Snapshot::is_row_damaged() const noexcept {
  return state_->row_code == 0 && state_->row_damaged;
}

std::optional<Tail> Snapshot::committed_tail() const {
  const StoredTail stored =
      stored_tail(state_->txn.get(), state_->tables.at(place_of(Table::meta)));
  return stored.code == 0 ? std::optional(stored.tail) : std::nullopt;
}

Result<void> Snapshot::for_each_row(
    Table table, std::string_view prefix,
    const std::function<bool(std::string_view, std::string_view)>& visit) const {
  if (!state_->has_checks) return {};
  LEDGER_TRY(const Cursor cursor, state_->cursor(state_->tables.at(place_of(table))));
  std::string next(prefix);
  while (true) {
    MDB_val key_val = val_of(next);
    MDB_val val{};
    const auto operation = next.empty() ? MDB_FIRST : MDB_SET_RANGE;
    int code = mdb_cursor_get(cursor.get(), &key_val, &val, operation);
    if (code == MDB_NOTFOUND) return {};
    if (code == 0 && (key_val.mv_size > kKeyBytesMax || val.mv_size > kRowBytesMax ||
                      text_of(key_val) < next)) {  // would never end
      code = MDB_CORRUPTED;
    }
    if (code != 0) return std::unexpected(lmdb_error("can't read the derived rows", code));
    const std::string_view key = text_of(key_val);
    const auto value = state_->value_of(table, key, text_of(val));
    if (!value) return std::unexpected(damaged_rows(kTableNames.at(place_of(table))));
    if (!key.starts_with(prefix) || !visit(key, *value)) return {};
    next = key;
    next.push_back('\0');  // the next greater key
  }
}

}  // namespace pledgebook::ledger
