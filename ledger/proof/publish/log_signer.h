// SPDX-License-Identifier: Apache-2.0
// LogSigner: signs the checkpoints of one log, and never two histories. What it signs extends all
// that it has signed before, as far as the ledger's directory remembers; and it is remembered
// before anybody sees it. A directory that was put back as a whole can't know: there only witnesses
// help (docs/OPERATIONS.md).
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

// Whether the log has the checkpoint's size and, there, its root: its records are the same, and
// those beyond follow them. The sentence of an error says what is the case instead; its code is
// Errc::unproven.
[[nodiscard]] Result<void> check_extends(const Snapshot& snapshot, const Checkpoint& earlier);

class LogSigner {
 public:
  // The keys are those that ledger.created names as the log's: else Errc::foreign. Errc::unproven
  // where the log does not extend what was signed last. The store, which is open for writing and so
  // not held, outlives the signer.
  [[nodiscard]] static Result<LogSigner> open(const Store& store, const crypto::VerifierKey& key,
                                              crypto::SecretKey secret);

  // Errc::unproven where the tree does not extend what was signed before; Errc::storage where it
  // can't be remembered. Then nothing was signed.
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
