// SPDX-License-Identifier: Apache-2.0
// The parts of a snapshot, and what it shares with its store. Internal to store.cc and snapshot.cc.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/big_endian.h"
#include "ledger/log/store/environment.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

// The store's own row in `meta`: u64 size | 32 last leaf.
inline constexpr std::string_view kTailKey = "tail";
inline constexpr std::size_t kTailBytes = 40;
inline constexpr std::array kTableNames{"records", "tree", "registry", "sids", "streams", "meta"};

using Tables = std::vector<MDB_dbi>;

// The number of a table in kTableNames, which is an input of row checks.
constexpr std::uint8_t place_of(Table table) {
  return static_cast<std::uint8_t>(std::to_underlying(table) + 1);
}

inline MDB_val val_of(std::string_view text) {
  return {text.size(), const_cast<char*>(text.data())};  // LMDB takes no pointer to const
}
inline std::string_view text_of(const MDB_val& val) {
  return {static_cast<const char*>(val.mv_data), val.mv_size};
}
inline std::string record_key(std::uint64_t index) {
  std::string key;
  put_big_endian(key, index);
  return key;
}

// Whether a damaged row was found since the rows were last cleared. Any thread.
struct RowDamage {
  std::atomic<bool> seen = false;
  std::atomic<std::uint64_t> emptied = 0;  // the transaction that last cleared the rows
};

struct Snapshot::State {
  Transaction txn;
  Tables tables;
  RowDamage& damage;  // the store's
  Size size{};
  bool has_checks = true;    // false: the rows are older than row checks
  int row_code = 0;          // LMDB's, of the last row that could not be read
  bool row_damaged = false;  // a row had a wrong check

  [[nodiscard]] Result<std::string_view> checked_record(Index index, int code,
                                                        const MDB_val& val) const;
  [[nodiscard]] Result<Cursor> cursor(MDB_dbi table) const;
  // The value in a row's stored bytes; if they are damaged, nothing, and the damage is noted.
  [[nodiscard]] std::optional<std::string_view> value_of(Table table, std::string_view key,
                                                         std::string_view stored);
};

// The tail in `meta`, within the transaction: LMDB's code, MDB_NOTFOUND if there is none,
// MDB_CORRUPTED if it is damaged. `has_check` is false if the rows are older than row checks.
struct StoredTail {
  int code = 0;
  Tail tail;
  bool has_check = false;
};
[[nodiscard]] StoredTail stored_tail(MDB_txn* txn, MDB_dbi meta);
[[nodiscard]] std::string encode_tail(const Tail& tail);

}  // namespace pledgebook::ledger
