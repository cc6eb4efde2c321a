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
#include <vector>

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

// A key of the log that this machine has.
struct LogKeyAtHand {
  crypto::VerifierKey key;
  crypto::SecretKey secret;
};

class LogSigner {
 public:
  // The log's key in force must be at hand: else Errc::foreign. Earlier keys that are at hand sign
  // too, for readers who have pinned them; a later one waits until log-key.replaced puts it in
  // force. Errc::unproven if the log does not extend the last signed checkpoint. The store must be
  // open for writing, so the ledger is not held; it outlives the signer.
  [[nodiscard]] static Result<LogSigner> open(const Store& store,
                                              std::vector<LogKeyAtHand> at_hand);
  [[nodiscard]] static Result<LogSigner> open(const Store& store, const crypto::VerifierKey& key,
                                              crypto::SecretKey secret);

  // Errc::unproven if the tree does not extend the last signed checkpoint; Errc::storage if the
  // checkpoint can't be stored; Errc::foreign if a key came into force that is not at hand. In each
  // case nothing is signed.
  [[nodiscard]] Result<CheckpointNote> sign(const Sequencer::Sealed& sealed);

  [[nodiscard]] const CheckpointFiles& files() const noexcept { return files_; }

 private:
  LogSigner(const Store& store, std::vector<LogKeyAtHand> at_hand)
      : store_(&store), files_(store.directory()), at_hand_(std::move(at_hand)) {}
  // Null if it is not at hand.
  [[nodiscard]] const LogKeyAtHand* find(const crypto::VerifierKey& key) const;

  const Store* store_;
  CheckpointFiles files_;
  std::vector<LogKeyAtHand> at_hand_;
  std::optional<Checkpoint> last_;
};

}  // namespace pledgebook::ledger
