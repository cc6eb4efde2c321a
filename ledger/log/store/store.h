// SPDX-License-Identifier: Apache-2.0
// Store: the ledger's directory: records, and rows derived from them, in one LMDB environment. The
// interface is narrow, so that another database can replace LMDB later: it keeps canonical bytes,
// assigns nothing, and appends all or nothing against an expected tail. Only this folder knows
// LMDB.
//
// Rows carry a check (row_check.h). A row with a wrong check is damaged: reading treats it as
// absent, and check_rows and is_row_damaged report it.
//
// Threads: read from any thread; append from one thread at a time. One Store per directory and
// process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/hash.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

enum class Access : std::uint8_t {
  read,
  write,
  copy  // as write, for a copy of another log: a hold (directory.h) is ignored
};

// Tables of derived rows, which can be rebuilt from the records alone; `meta` also has a few rows
// of the store's own.
enum class Table : std::uint8_t { tree, registry, sids, streams, meta };

struct Row {
  Table table;
  std::string key;
  std::string value;
};

// The end of the log, which the next record must follow.
struct Tail {
  Size size{};
  crypto::Hash last_leaf;  // zeros when the log is empty
  friend bool operator==(const Tail&, const Tail&) = default;
};

// A consistent view. Keep it for a second at most, never across a suspension, and not longer than
// the store. One thread at a time.
class Snapshot {
 public:
  ~Snapshot();
  Snapshot(Snapshot&&) noexcept;
  Snapshot& operator=(Snapshot&&) noexcept;

  [[nodiscard]] Size size() const;
  // The record's bytes, valid as long as the snapshot. Errc::not_found beyond the end.
  [[nodiscard]] Result<std::string_view> record(Index index) const;
  // Calls `visit(index, bytes)` for each record from `from` on, until it returns false or the log
  // ends.
  Result<void> for_each_record(Index from,
                               const std::function<bool(Index, std::string_view)>& visit) const;
  [[nodiscard]] std::optional<std::string_view> row(Table table, std::string_view key) const;
  // Errc::corrupt once a row could not be read and was treated as absent: all conclusions since
  // then are invalid, and no more rows can be read.
  [[nodiscard]] Result<void> check_rows() const;
  // Whether the reason is a wrong check, so that rebuilding the rows helps.
  [[nodiscard]] bool is_row_damaged() const noexcept;
  // The end of the log as the last append wrote it; nothing if there was none.
  [[nodiscard]] std::optional<Tail> committed_tail() const;
  // Calls `visit(key, value)` for the rows whose key begins with `prefix`, in order of their keys,
  // until it returns false.
  Result<void> for_each_row(
      Table table, std::string_view prefix,
      const std::function<bool(std::string_view, std::string_view)>& visit) const;

 private:
  friend class Store;
  struct State;  // snapshot_state.h
  explicit Snapshot(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

enum class AppendOutcome : std::uint8_t {
  durable,   // on disk
  conflict,  // the tail differed, here or in the database; nothing was written
  unknown    // the commit failed; only reading back can show whether it took place
};

class Store {
 public:
  // Makes an empty ledger in `directory`, which must not exist or be empty.
  [[nodiscard]] static Result<std::unique_ptr<Store>> create(
      const std::filesystem::path& directory);
  // Errc::not_found if there is no ledger, Errc::foreign for the directory of another program or a
  // newer format, Errc::busy if another process writes to it, Errc::corrupt for a damaged database
  // or, if it may be written, one that does not end with its last committed record; Errc::read_only
  // for Access::write to a held directory. Never repairs anything.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::filesystem::path& directory,
                                                           Access access);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  [[nodiscard]] Result<Snapshot> snapshot() const;
  [[nodiscard]] Size size() const;
  [[nodiscard]] const std::filesystem::path& directory() const noexcept;

  // Appends records (bytes, in order, the first at tail.size) and puts rows, in one durable
  // transaction. An Error means that nothing was written. After AppendOutcome::unknown `failure`
  // says why, and every call returns Errc::read_only until the store is opened again.
  [[nodiscard]] Result<AppendOutcome> append(const Tail& expected,
                                             const std::vector<std::string>& records,
                                             const std::vector<Row>& rows);
  // Clears the tables tree, registry, sids and streams, and puts `rows`, in one durable
  // transaction: the start of a rebuild.
  [[nodiscard]] Result<AppendOutcome> clear_rows(const std::vector<Row>& rows);
  // Why writing has stopped; only for the thread that appends.
  [[nodiscard]] const std::optional<Error>& failure() const noexcept;
  // Whether any reader found a damaged row since the rows were last cleared. Any thread.
  [[nodiscard]] bool is_row_damaged() const noexcept;
  // Frees the slots of dead readers, which keep pages from being reused, and returns their number.
  // Any thread.
  unsigned free_dead_readers() noexcept;

  // Writes a compact copy of the database, as of the call, into DIR/log of another directory
  // (directory.h), durably. Others may append meanwhile; pages that they free can't be reused until
  // the copy is done. Errc::exists if there is a database.
  [[nodiscard]] Result<void> copy_to(const std::filesystem::path& other) const;
  // The bytes in use in the database now; a copy is not larger.
  [[nodiscard]] std::uint64_t bytes() const;

  // The end of the log. Not with Access::read; only for the thread that appends.
  [[nodiscard]] const Tail& tail() const noexcept;

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pledgebook::ledger
