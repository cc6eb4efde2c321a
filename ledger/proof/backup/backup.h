// SPDX-License-Identifier: Apache-2.0
// Backup: a copy of a ledger's directory that was checked, made beside whoever writes to it:
//
//   BACKUP/signed-checkpoint, BACKUP/checkpoint   as they were before the log was copied, so that
//                                                 the log is never behind them
//   BACKUP/log/                                   a compact copy of the database
//   BACKUP/HELD                                   it takes no statements: restore it
//   BACKUP/FORMAT                                 written last
//
// The log's key is not in it, nor are the views, which are made again from the log.
//
// Threads: one at a time; Store allows any others beside it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "crypto/hash.h"
#include "ledger/error.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/checkpoint_files.h"

namespace pledgebook::ledger {

// A ledger's directory, as it was found by check_directory.
struct CheckedDirectory {
  Size size{};
  crypto::Hash root;
  std::uint64_t bytes = 0;               // of the database
  std::optional<Checkpoint> checkpoint;  // the newest one that the log's key has signed
};

// Chain and tree of the ledger in a directory, which must extend its own checkpoints. Errc::corrupt
// or Errc::unproven where it is not what it must be. Signatures and rules are the audit's matter.
[[nodiscard]] Result<CheckedDirectory> check_directory(const std::filesystem::path& directory,
                                                       const Progress& on_progress);

struct BackupProgress {
  // Bytes of the database written, and at most to come; called by another thread.
  std::function<void(std::uint64_t done, std::uint64_t total)> on_copy{};
  Progress on_check{};
};

// Makes a backup in `directory`, which does not exist or is empty; what it returns was read back
// from there. Where it fails, there is no FORMAT: what was written is no ledger.
[[nodiscard]] Result<CheckedDirectory> back_up(const Store& store,
                                               const std::filesystem::path& directory,
                                               const BackupProgress& progress);

// For backup and restore: what is in `from`, into a directory that was made for it, held with
// `why`, checked. `files`: what was known of checkpoints before.
struct KnownFiles {
  std::optional<CheckpointNote> last_signed;
  std::optional<CheckpointNote> last_released;
};
[[nodiscard]] Result<CheckedDirectory> write_copy(const Store& from,
                                                  const std::filesystem::path& directory,
                                                  const KnownFiles& files, std::string_view why,
                                                  const BackupProgress& progress);

}  // namespace pledgebook::ledger
