// SPDX-License-Identifier: Apache-2.0
// ViewStore: the rows of one generation of views, in one LMDB environment. Only view_store.cc knows
// LMDB. What it holds can be made again from the log.
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

// The names of the environment's tables; which rows stand in each: docs/decisions/0020.
enum class Table : std::uint8_t {
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
  texts
};

enum class Mode : std::uint8_t {
  read,    // another process writes, or nobody
  live,    // each commit keeps the environment whole through a crash, and may lose the last
  rebuild  // a crash leaves nothing of use; faster. `settle` ends it
};

class ReadRows {
 public:
  virtual ~ReadRows();
  ReadRows(ReadRows&&) noexcept;
  ReadRows& operator=(ReadRows&&) noexcept;

  // Valid until the transaction ends or writes.
  [[nodiscard]] std::optional<std::string_view> get(Table table, std::string_view key) const;
  [[nodiscard]] std::uint64_t count(Table table) const;
  // The first failure of this transaction. Reads after it give nothing.
  [[nodiscard]] ledger::Result<void> status() const;

 protected:
  friend class ViewStore;
  friend class Cursor;
  struct State;
  explicit ReadRows(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Dropped without commit, nothing has happened.
class WriteRows : public ReadRows {
 public:
  void put(Table table, std::string_view key, std::string_view value);
  void erase(Table table, std::string_view key);
  void clear(Table table);
  // The error of this or of any earlier call.
  [[nodiscard]] ledger::Result<void> commit() &&;

 private:
  friend class ViewStore;
  using ReadRows::ReadRows;
};

// Walks a table in the order of its keys. Ends before its transaction.
class Cursor {
 public:
  Cursor(const ReadRows& rows, Table table);
  ~Cursor();
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  // To the first key at or after `key`. False where there is none.
  bool seek(std::string_view key);
  bool next();
  [[nodiscard]] bool valid() const noexcept { return valid_; }
  [[nodiscard]] std::string_view key() const noexcept { return key_; }
  [[nodiscard]] std::string_view value() const noexcept { return value_; }

 private:
  bool accept(int code);

  const ReadRows& rows_;
  void* cursor_ = nullptr;
  bool valid_ = false;
  std::string_view key_;
  std::string_view value_;
};

class ViewStore {
 public:
  // Makes the directory and the environment where they are absent, unless for reading.
  [[nodiscard]] static ledger::Result<std::shared_ptr<ViewStore>> open(
      const std::filesystem::path& directory, Mode mode);
  ~ViewStore();
  ViewStore(const ViewStore&) = delete;
  ViewStore& operator=(const ViewStore&) = delete;

  [[nodiscard]] ledger::Result<ReadRows> read() const;
  [[nodiscard]] ledger::Result<WriteRows> write();
  // From rebuild to live: everything is on disk when it returns.
  [[nodiscard]] ledger::Result<void> settle();
  [[nodiscard]] const std::filesystem::path& directory() const noexcept;

 private:
  friend class ReadRows;
  struct State;
  explicit ViewStore(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pledgebook::projections
