// SPDX-License-Identifier: Apache-2.0
// Environment: LMDB, opened as the ledger needs it, behind owning pointers and errors as values.
// Internal to store.cc and snapshot.cc, so that no other file sees lmdb.h.
//
// LMDB has no checksums. It bounds the page numbers that it follows by the last page in use, which
// check_data_file holds against the file's size. Offsets within a page it believes, which on a
// damaged page may lead up to 128 KiB beyond it: keep_slack keeps the file longer than that, so
// that what is found there is zeros and not a bus error.
#pragma once

#include <lmdb.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ledger/error.h"

namespace pledgebook::ledger {

struct CloseEnvironment {
  void operator()(MDB_env* env) const noexcept { mdb_env_close(env); }
};
struct AbortTransaction {
  void operator()(MDB_txn* txn) const noexcept { mdb_txn_abort(txn); }
};
struct CloseCursor {
  void operator()(MDB_cursor* cursor) const noexcept { mdb_cursor_close(cursor); }
};
using Environment = std::unique_ptr<MDB_env, CloseEnvironment>;
using Transaction = std::unique_ptr<MDB_txn, AbortTransaction>;
using Cursor = std::unique_ptr<MDB_cursor, CloseCursor>;

// What went wrong by LMDB's or the operating system's code, with the remedy. Begins with `what`.
[[nodiscard]] Error lmdb_error(const std::string& what, int code);

// 1 TiB of map, reserved once and never resized; readers bound to no thread; durable commits.
// `flags` is 0 or MDB_RDONLY. Frees the slots of readers that died.
[[nodiscard]] Result<Environment> open_environment(const std::filesystem::path& directory,
                                                   unsigned flags, unsigned tables_max);
// `flags` is 0 or MDB_RDONLY.
[[nodiscard]] Result<Transaction> begin(MDB_env* env, unsigned flags);
// Opens the tables; makes those that are missing where `flags` is MDB_CREATE.
[[nodiscard]] Result<std::vector<MDB_dbi>> open_tables(MDB_txn* txn,
                                                       std::span<const char* const> names,
                                                       unsigned flags);

// Writes a compact copy of what is committed into a directory, durably. Errc::exists where there is
// a data file.
[[nodiscard]] Result<void> copy_environment(MDB_env* env, const std::filesystem::path& directory);

// Whether the data file is there and has at least so many bytes: what is missing would be a bus
// error later. Errc::corrupt if not.
[[nodiscard]] Result<void> check_data_file(const std::filesystem::path& directory,
                                           std::size_t bytes_min);
// Whether the data file of an open environment is still as long as its pages in use, and in its
// place: else Errc::corrupt, since what is written from there on would be lost.
[[nodiscard]] Result<void> check_open_file(MDB_env* env);
// Why a commit failed. LMDB says EIO of a write that was cut off, which is what a full disk does:
// so it is looked whether there is room.
[[nodiscard]] Error commit_error(MDB_env* env, int code);
// Lengthens the data file, without using any of the disk, so that it ends well behind its last
// page. Where that is not possible the file stays as it is.
void keep_slack(MDB_env* env) noexcept;
// The number of the last commit of any process, by the data file itself.
[[nodiscard]] std::uint64_t last_commit(MDB_env* env);
// The bytes that the pages in use take up.
[[nodiscard]] std::size_t bytes_in_use(MDB_env* env);

}  // namespace pledgebook::ledger
