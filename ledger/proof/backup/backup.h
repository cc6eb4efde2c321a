// SPDX-License-Identifier: Apache-2.0
// Backup: a checked copy of a ledger's directory, made while others may write to it:
//
//   BACKUP/signed-checkpoint, BACKUP/checkpoint   as before the log was copied, so that the log is
//                                                 never behind them
//   BACKUP/log/                                   a compact copy of the database
//   BACKUP/blobs/, BACKUP/desk/                   evidence and the desk (ledger/desk/beside.h),
//   copied
//                                                 after the log, so that what the log names is
//                                                 there
//   BACKUP/HELD                                   the copy accepts no statements: restore it
//   BACKUP/FORMAT                                 written last
//
// The log's key is not in it, nor are the views, which are rebuilt from the log.
//
// Threads: one at a time; others may use the Store meanwhile.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "crypto/hash.h"
#include "ledger/desk/beside.h"
#include "ledger/error.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/checkpoint_files.h"

namespace pledgebook::ledger {

// A ledger's directory after check_directory.
struct CheckedDirectory {
  Size size{};
  crypto::Hash root;
  std::uint64_t bytes = 0;               // of the database
  std::optional<Checkpoint> checkpoint;  // the newest one that the log's key has signed
  BesideCopy beside;                     // of a copy: what was copied beside the log
};

// Checks chain and tree of the ledger in a directory, and that it extends its own checkpoints.
// Errc::corrupt or Errc::unproven if not. The audit checks signatures and rules.
[[nodiscard]] Result<CheckedDirectory> check_directory(const std::filesystem::path& directory,
                                                       const Progress& on_progress);

struct BackupProgress {
  // Bytes of the database written, and the most that it can be; called by another thread.
  std::function<void(std::uint64_t done, std::uint64_t total)> on_copy{};
  Progress on_check{};
};

// Makes a backup in `directory`, which must not exist or be empty; the result was read back from
// there. If it fails, there is no FORMAT, so the directory is no ledger.
[[nodiscard]] Result<CheckedDirectory> back_up(const Store& store,
                                               const std::filesystem::path& directory,
                                               const BackupProgress& progress);

// For backup and restore: copies the ledger in `from` into a directory that was made for it, holds
// it with `why`, and checks it. `files`: the checkpoints that were known before.
struct KnownFiles {
  std::optional<CheckpointNote> last_signed;
  std::optional<CheckpointNote> last_released;
};
[[nodiscard]] Result<CheckedDirectory> write_copy(const Store& from,
                                                  const std::filesystem::path& directory,
                                                  const KnownFiles& files, std::string_view why,
                                                  const BackupProgress& progress);

}  // namespace pledgebook::ledger
