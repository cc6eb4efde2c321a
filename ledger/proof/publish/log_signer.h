// SPDX-License-Identifier: Apache-2.0
// LogSigner: signs the checkpoints of one log, and never two histories. Each signed checkpoint
// extends all that were signed before, as far as the ledger's directory remembers; and it is stored
// there before anybody sees it. A directory that is replaced as a whole by an older copy can't
// know: only witnesses detect that (docs/OPERATIONS.md).
//
// Threads: one at a time.
#pragma once

#include <optional>
#include <utility>

#include "crypto/ed25519.h"
#include "crypto/verifier_key.h"
#include "ledger/error.h"
#include "ledger/log/sequencer.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/checkpoint_files.h"

namespace pledgebook::ledger {

// Checks that the log has the checkpoint's size and, at that size, its root: then its records are
// the same, and later ones follow them. If not, Errc::unproven, with a sentence that says what
// differs.
[[nodiscard]] Result<void> check_extends(const Snapshot& snapshot, const Checkpoint& earlier);

class LogSigner {
 public:
  // The keys must be those that ledger.created names as the log's: else Errc::foreign.
  // Errc::unproven if the log does not extend the last signed checkpoint. The store must be open
  // for writing, so the ledger is not held; it outlives the signer.
  [[nodiscard]] static Result<LogSigner> open(const Store& store, const crypto::VerifierKey& key,
                                              crypto::SecretKey secret);

  // Errc::unproven if the tree does not extend the last signed checkpoint; Errc::storage if the
  // checkpoint can't be stored. In both cases nothing is signed.
  [[nodiscard]] Result<CheckpointNote> sign(const Sequencer::Sealed& sealed);

  [[nodiscard]] const crypto::VerifierKey& key() const noexcept { return key_; }
  [[nodiscard]] const CheckpointFiles& files() const noexcept { return files_; }

 private:
  LogSigner(const Store& store, crypto::VerifierKey key, crypto::SecretKey secret)
      : store_(&store),
        files_(store.directory()),
        key_(std::move(key)),
        secret_(std::move(secret)) {}

  const Store* store_;
  CheckpointFiles files_;
  crypto::VerifierKey key_;
  crypto::SecretKey secret_;
  std::optional<Checkpoint> last_;
};

}  // namespace pledgebook::ledger
