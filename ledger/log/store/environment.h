// SPDX-License-Identifier: Apache-2.0
// Environment: opens LMDB with the ledger's settings, with owning pointers and errors as values.
// Internal to store.cc and snapshot.cc, so that no other file sees lmdb.h.
//
// LMDB has no checksums. It limits page numbers by the last page in use, and check_data_file
// compares that with the file's size. It trusts offsets within a page, so a damaged page may point
// up to 128 KiB beyond it: keep_slack keeps the file longer than that, so that such a read finds
// zeros and is no bus error.
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

// An LMDB or system error code as an error with the remedy. Begins with `what`.
[[nodiscard]] Error lmdb_error(const std::string& what, int code);

// 1 TiB of map (less if the process may not reserve so much), reserved once and never resized;
// readers not tied to a thread; durable commits. `flags` are LMDB's. Frees the slots of dead
// readers.
[[nodiscard]] Result<Environment> open_environment(const std::filesystem::path& directory,
                                                   unsigned flags, unsigned tables_max);
// `flags` is 0 or MDB_RDONLY.
[[nodiscard]] Result<Transaction> begin(MDB_env* env, unsigned flags);
// Opens the tables; makes missing ones if `flags` is MDB_CREATE.
[[nodiscard]] Result<std::vector<MDB_dbi>> open_tables(MDB_txn* txn,
                                                       std::span<const char* const> names,
                                                       unsigned flags);

// Writes a compact copy of the committed data into a directory, durably. Errc::exists if there is a
// data file.
[[nodiscard]] Result<void> copy_environment(MDB_env* env, const std::filesystem::path& directory);

// Checks that the data file exists and has at least so many bytes, since reading a missing part
// would be a bus error. Errc::corrupt if not.
[[nodiscard]] Result<void> check_data_file(const std::filesystem::path& directory,
                                           std::size_t bytes_min);
// Checks that the data file of an open environment is still in its place and as long as its pages
// in use: else Errc::corrupt, since later writes would be lost.
[[nodiscard]] Result<void> check_open_file(MDB_env* env);
// Why a commit failed. LMDB reports EIO for a short write, which is what a full disk causes, so
// this checks the free space.
[[nodiscard]] Error commit_error(MDB_env* env, int code);
// Lengthens the data file, without using disk space, so that it ends well after its last page. If
// that fails, the file is unchanged.
void keep_slack(MDB_env* env) noexcept;
// The number of the newest commit of any process, read from the data file.
[[nodiscard]] std::uint64_t last_commit(MDB_env* env);
// The number of bytes in used pages.
[[nodiscard]] std::size_t bytes_in_use(MDB_env* env);

}  // namespace pledgebook::ledger
