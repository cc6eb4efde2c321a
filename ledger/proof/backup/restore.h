// SPDX-License-Identifier: Apache-2.0
// Restore: makes a ledger of a backup, and does not let it go behind what was signed after the
// backup was made. What is known of later checkpoints (the directory of the damaged ledger, a file
// that somebody kept, witnesses) must be covered by the backup; and until the newest one is known,
// the ledger is held (ledger/log/store/directory.h): it can be read, but neither written nor
// signed.
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
  std::filesystem::path directory;     // does not exist, is empty, or has lost its log
  std::vector<KnownCheckpoint> known;  // besides what the directory still has
  BackupProgress progress{};
};

// The ledger that it makes is held, until end_hold: nothing can show that no newer checkpoint was
// released than those known here, but somebody's word. Errc::unproven where the backup does not
// extend a checkpoint that is known, or that is not signed by the log's key; Errc::exists where the
// directory holds a ledger.
[[nodiscard]] Result<CheckedDirectory> restore(const RestoreRequest& request);

// The key that the ledger's own record 0 names as the log's.
[[nodiscard]] Result<crypto::VerifierKey> log_key_of(const Store& store);

// Ends the hold, since the ledger has all that `newest` covers: the newest checkpoint of it that
// anybody has. It is remembered as signed. Errc::unproven where the log's key has not signed it,
// where the log does not extend it, or where it is older than what the directory itself remembers;
// Errc::busy where the ledger is being written.
[[nodiscard]] Result<void> end_hold(const std::filesystem::path& directory,
                                    const CheckpointNote& newest);

}  // namespace pledgebook::ledger
