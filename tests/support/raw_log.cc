// SPDX-License-Identifier: Apache-2.0
#include "tests/support/raw_log.h"

#include <gtest/gtest.h>
#include <lmdb.h>

#include <algorithm>
#include <array>
#include <utility>

#include "crypto/bytes.h"
#include "crypto/merkle.h"
#include "ledger/log/store/row_check.h"

namespace pledgebook::support {
namespace {

constexpr std::size_t kIndexAt = 2;  // in a record's bytes
constexpr std::size_t kPrevAt = 18;

std::string big_endian(std::uint64_t value) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(value >> shift));
  return bytes;
}

MDB_val val_of(std::string_view text) { return {text.size(), const_cast<char*>(text.data())}; }

std::string text_of(const MDB_val& val) {
  return {static_cast<const char*>(val.mv_data), val.mv_size};
}

void expect_done(int code) { EXPECT_EQ(code, 0) << mdb_strerror(code); }

}  // namespace

struct RawLog::State {
  MDB_env* env = nullptr;

  // Runs `change(txn, table)` in a transaction of its own.
  template <class Change>
  void change(const char* table, Change change_table) {
    MDB_txn* txn = nullptr;
    MDB_dbi dbi = 0;
    expect_done(mdb_txn_begin(env, nullptr, 0, &txn));
    expect_done(mdb_dbi_open(txn, table, 0, &dbi));
    change_table(txn, dbi);
    expect_done(mdb_txn_commit(txn));
  }
};

RawLog::RawLog(const std::filesystem::path& ledger_directory) : state_(new State) {
  expect_done(mdb_env_create(&state_->env));
  expect_done(mdb_env_set_maxdbs(state_->env, 16));
  expect_done(mdb_env_set_mapsize(state_->env, std::size_t{1} << 30U));
  expect_done(mdb_env_open(state_->env, (ledger_directory / "log").c_str(), MDB_NOSYNC, 0600));
}

RawLog::~RawLog() {
  mdb_env_close(state_->env);
  delete state_;
}

std::map<std::string, std::string> RawLog::rows(const char* table) const {
  std::map<std::string, std::string> rows;
  state_->change(table, [&rows](MDB_txn* txn, MDB_dbi dbi) {
    MDB_cursor* cursor = nullptr;
    expect_done(mdb_cursor_open(txn, dbi, &cursor));
    MDB_val key{};
    MDB_val value{};
    while (mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0) {
      rows.emplace(text_of(key), text_of(value));
    }
    mdb_cursor_close(cursor);
  });
  return rows;
}

void RawLog::replace(const char* table, const std::map<std::string, std::string>& rows) {
  state_->change(table, [&rows](MDB_txn* txn, MDB_dbi dbi) {
    expect_done(mdb_drop(txn, dbi, 0));
    for (const auto& [key, value] : rows) {
      MDB_val key_val = val_of(key);
      MDB_val value_val = val_of(value);
      expect_done(mdb_put(txn, dbi, &key_val, &value_val, 0));
    }
  });
}

void RawLog::put(const char* table, std::string_view key, std::string_view value) {
  state_->change(table, [&](MDB_txn* txn, MDB_dbi dbi) {
    MDB_val key_val = val_of(key);
    MDB_val value_val = val_of(value);
    expect_done(mdb_put(txn, dbi, &key_val, &value_val, 0));
  });
}

void RawLog::erase(const char* table, std::string_view key) {
  state_->change(table, [&](MDB_txn* txn, MDB_dbi dbi) {
    MDB_val key_val = val_of(key);
    expect_done(mdb_del(txn, dbi, &key_val, nullptr));
  });
}

void RawLog::put_row(const char* table, std::string_view key, std::string_view value) {
  constexpr std::array<std::string_view, 6> kTables{"records", "tree",    "registry",
                                                    "sids",    "streams", "meta"};
  const auto place = std::ranges::find(kTables, table) - kTables.begin();
  put(table, key, ledger::checked_value(static_cast<std::uint8_t>(place), key, value));
}

std::vector<std::string> RawLog::records() const {
  std::vector<std::string> records;
  for (auto& [key, bytes] : rows("records")) records.push_back(bytes);
  return records;
}

void RawLog::replace_records(const std::vector<std::string>& records) {
  std::map<std::string, std::string> rows;
  for (std::size_t i = 0; i < records.size(); ++i) rows.emplace(big_endian(i), records[i]);
  replace("records", rows);
}

void RawLog::put_record(std::uint64_t index, std::string_view bytes) {
  put("records", big_endian(index), bytes);
}

void RawLog::erase_record(std::uint64_t index) { erase("records", big_endian(index)); }

void chain_anew(std::vector<std::string>& records, std::size_t first) {
  for (std::size_t i = first; i < records.size(); ++i) {
    records[i].replace(kIndexAt, 8, big_endian(i));
    std::string prev(crypto::Hash::kSize, '\0');
    if (i > 0) prev = crypto::as_text(crypto::leaf_hash(crypto::as_bytes(records[i - 1])).bytes);
    records[i].replace(kPrevAt, crypto::Hash::kSize, prev);
  }
}

}  // namespace pledgebook::support
