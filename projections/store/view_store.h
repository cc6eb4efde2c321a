// SPDX-License-Identifier: Apache-2.0
// ViewStore: the rows of one generation of views, in one LMDB environment. Only view_store.cc knows
// LMDB. The rows can be rebuilt from the log, so it is enough to detect damage: the pages are
// checked before the file is written to (page_check.h), and each row has a checksum over its table,
// key and value, which reading verifies (docs/decisions/0020).
//
// Threads: read transactions from any thread, each used by one at a time; one write transaction at
// a time, used by the thread that began it. Transactions end before their store.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/error.h"

namespace pledgebook::projections {

// The environment's tables; their rows are described in docs/decisions/0020.
enum class ViewTable : std::uint8_t {
  meta,
  registry,
  versions,
  facts,
  by_id,
  overlaps,
  keys,
  parties,
  disputes,
  tallies,
  current,
  index,
  streams,
  sets
};

enum class Mode : std::uint8_t {
  read,    // another process may write
  live,    // after a crash the environment is intact, but the last commits may be lost
  rebuild  // faster, but after a crash the environment is useless. `settle` ends it
};

class ReadRows {
 public:
  virtual ~ReadRows();
  ReadRows(ReadRows&&) noexcept;
  ReadRows& operator=(ReadRows&&) noexcept;

  // Valid until the transaction ends or writes.
  [[nodiscard]] std::optional<std::string_view> get(ViewTable table, std::string_view key) const;
  [[nodiscard]] std::uint64_t count(ViewTable table) const;
  // The first failure of this transaction. A row that can't be read is treated as absent.
  [[nodiscard]] ledger::Result<void> status() const;

 protected:
  friend class ViewStore;
  friend class Cursor;
  struct State;
  explicit ReadRows(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Without commit, nothing is changed.
class WriteRows : public ReadRows {
 public:
  void put(ViewTable table, std::string_view key, std::string_view value);
  void erase(ViewTable table, std::string_view key);
  void clear(ViewTable table);
  // The error of this or any earlier call.
  [[nodiscard]] ledger::Result<void> commit() &&;

 private:
  friend class ViewStore;
  using ReadRows::ReadRows;
};

// Walks a table in the order of its keys. Must be destroyed before its transaction. When LMDB steps
// from page to page, it asserts that they are valid, and aborts the program if not. So if the pages
// were not checked (reading while another process writes), the cursor looks up each key instead.
class Cursor {
 public:
  Cursor(const ReadRows& rows, ViewTable table);
  ~Cursor();
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  // Moves to the first key at or after `key`. False if there is none.
  bool seek(std::string_view key);
  bool next();
  [[nodiscard]] bool valid() const noexcept { return valid_; }
  [[nodiscard]] std::string_view key() const noexcept { return key_; }
  [[nodiscard]] std::string_view value() const noexcept { return value_; }

 private:
  bool look_up(std::string_view key);

  const ReadRows& rows_;
  const ViewTable table_;
  void* cursor_ = nullptr;
  bool valid_ = false;
  std::string next_key_;  // the smallest key greater than key()
  std::string_view key_;
  std::string_view value_;
};

class ViewStore {
 public:
  // For writing, creates the directory and the environment if they don't exist, and checks the
  // file's pages first; nobody else may write. Errc::corrupt if the pages are damaged,
  // Errc::foreign for rows of another format, Errc::not_found if there is nothing to read. One
  // store per directory and process at a time.
  [[nodiscard]] static ledger::Result<std::shared_ptr<ViewStore>> open(
      const std::filesystem::path& directory, Mode mode);
  ~ViewStore();
  ViewStore(const ViewStore&) = delete;
  ViewStore& operator=(const ViewStore&) = delete;

  [[nodiscard]] ledger::Result<ReadRows> read() const;
  [[nodiscard]] ledger::Result<WriteRows> write();
  // Changes from rebuild to live: everything is on disk when it returns.
  [[nodiscard]] ledger::Result<void> settle();
  // Whether a transaction has found a damaged row or page so far. Any thread.
  [[nodiscard]] bool is_damaged() const noexcept;
  // What lies beside the rows, in the store's directory, was found damaged. Any thread.
  void report_damage() noexcept;
  [[nodiscard]] const std::filesystem::path& directory() const noexcept;
  // The size on disk of the pages in use.
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  friend class ReadRows;
  struct State;
  explicit ViewStore(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pledgebook::projections
