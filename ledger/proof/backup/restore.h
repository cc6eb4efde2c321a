// SPDX-License-Identifier: Apache-2.0
// Restore: makes a ledger from a backup, and never one that is behind a known signed checkpoint.
// The backup must cover all later checkpoints that are known: in the directory of the damaged
// ledger, in a file that somebody kept, at witnesses. Until the newest one is known, the ledger is
// held (ledger/log/store/directory.h): it can be read, but neither written nor signed.
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "crypto/verifier_key.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/backup/backup.h"
#include "ledger/proof/backup/known_checkpoint.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::ledger {

struct RestoreRequest {
  std::filesystem::path backup;
  std::filesystem::path directory;     // must not exist, be empty, or have lost its log
  std::vector<KnownCheckpoint> known;  // besides what the directory still has
  BackupProgress progress{};
};

// The new ledger is held until end_hold: no data can prove that no newer checkpoint was published
// than the known ones; a person or witnesses must say so. Errc::unproven if the backup does not
// extend a known checkpoint, or one that is not signed by the log's key; Errc::exists if the
// directory has a ledger.
[[nodiscard]] Result<CheckedDirectory> restore(const RestoreRequest& request);

// Ends the hold, since the ledger has all records of `newest`, its newest checkpoint that anybody
// has. Remembers `newest` as signed. Errc::unproven if the log's key has not signed it, if the log
// does not extend it, or if it is older than the directory's own checkpoint; Errc::busy if the
// ledger is being written.
[[nodiscard]] Result<void> end_hold(const std::filesystem::path& directory,
                                    const CheckpointNote& newest);

}  // namespace pledgebook::ledger
