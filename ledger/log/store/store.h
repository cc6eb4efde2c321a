// SPDX-License-Identifier: Apache-2.0
// Store: the ledger's directory: records, and rows that follow from them, in one LMDB environment.
// The narrow face behind which another database may stand later: it keeps canonical bytes, assigns
// nothing, and appends all or nothing against an expected tail. Only this folder knows LMDB.
//
// Rows carry a check (row_check.h). A row that does not hold it is damaged: it is taken for absent,
// and said so by check_rows and is_row_damaged.
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
  copy  // as write, but of a log that is kept elsewhere: a hold (directory.h) does not matter
};

// Derived rows, which can be rebuilt from the records alone; `meta` has a few words of the store's
// own besides.
enum class Table : std::uint8_t { tree, registry, sids, streams, meta };

struct Row {
  Table table;
  std::string key;
  std::string value;
};

// Where the log ends: what the next record builds on.
struct Tail {
  Size size{};
  crypto::Hash last_leaf;  // zeros when the log is empty
  friend bool operator==(const Tail&, const Tail&) = default;
};

// A consistent view for as long as it lives; a second at most, never across a suspension, and not
// beyond the store's life. One thread at a time.
class Snapshot {
 public:
  ~Snapshot();
  Snapshot(Snapshot&&) noexcept;
  Snapshot& operator=(Snapshot&&) noexcept;

  [[nodiscard]] Size size() const;
  // The record's bytes, valid as long as the snapshot. Errc::not_found beyond the end.
  [[nodiscard]] Result<std::string_view> record(Index index) const;
  // Calls `visit(index, bytes)` from `from` on, until it returns false or the log ends.
  Result<void> for_each_record(Index from,
                               const std::function<bool(Index, std::string_view)>& visit) const;
  [[nodiscard]] std::optional<std::string_view> row(Table table, std::string_view key) const;
  // Errc::corrupt once a row could not be read, and was taken for absent: nothing that was
  // concluded since may stand, and no more can be read.
  [[nodiscard]] Result<void> check_rows() const;
  // Whether that is since a row did not hold its check, so that a rebuild of the rows helps.
  [[nodiscard]] bool is_row_damaged() const noexcept;
  // The end that the last append of records left behind; nothing where there was none.
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
  conflict,  // the tail was another, here or in the database; nothing was written
  unknown    // the commit failed; only reading back can tell
};

class Store {
 public:
  // Makes `directory` (which must not exist or be empty) into an empty ledger's.
  [[nodiscard]] static Result<std::unique_ptr<Store>> create(
      const std::filesystem::path& directory);
  // Errc::not_found where there is no ledger, Errc::foreign for another program's or a newer
  // format's directory, Errc::busy where another process writes to it, Errc::corrupt for a database
  // that is damaged or, where it may be written, does not end with the record it was committed
  // with; Errc::read_only for Access::write to a directory that is held. Nothing is ever repaired.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::filesystem::path& directory,
                                                           Access access);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  [[nodiscard]] Result<Snapshot> snapshot() const;
  [[nodiscard]] Size size() const;
  [[nodiscard]] const std::filesystem::path& directory() const noexcept;

  // Appends records (bytes, in order, the first at tail.size) and puts rows, in one durable
  // transaction. An Error says that nothing was written. After AppendOutcome::unknown `failure`
  // says why, and every call is Errc::read_only until the store is opened again.
  [[nodiscard]] Result<AppendOutcome> append(const Tail& expected,
                                             const std::vector<std::string>& records,
                                             const std::vector<Row>& rows);
  // Empties the tables tree, registry, sids and streams, and puts `rows`, in one durable
  // transaction: the start of making them again.
  [[nodiscard]] Result<AppendOutcome> clear_rows(const std::vector<Row>& rows);
  // Why nothing can be written any more; the thread that appends.
  [[nodiscard]] const std::optional<Error>& failure() const noexcept;
  // Whether anybody has read a damaged row since rows were cleared last. Any thread.
  [[nodiscard]] bool is_row_damaged() const noexcept;
  // Frees what readers hold that ended without saying so, and would keep pages from being used
  // again: how many there were. Any thread.
  unsigned free_dead_readers() noexcept;

  // Writes a compact copy of the database, as it stands when this begins, into DIR/log of another
  // directory (directory.h), durably; others may append meanwhile, whose pages can't be used again
  // until it is done. Errc::exists where there is a database.
  [[nodiscard]] Result<void> copy_to(const std::filesystem::path& other) const;
  // The bytes that the database takes up now: a copy has no more.
  [[nodiscard]] std::uint64_t bytes() const;

  // Where the log ends. Not with Access::read; the thread that appends.
  [[nodiscard]] const Tail& tail() const noexcept;

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pledgebook::ledger
