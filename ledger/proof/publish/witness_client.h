// SPDX-License-Identifier: Apache-2.0
// WitnessClient: the log's side of the protocol with one witness (c2sp.org/tlog-witness v1.0.0):
// what has the witness seen of the log, and will it cosign a checkpoint? It remembers the size that
// the witness has cosigned, so that it mostly needs one request.
//
// Only signatures from a witness count: a checkpoint that the log's own key has signed and that
// this log does not extend proves that there is, or was, another history. A claim without a
// signature can't stop the log.
//
// Threads: one at a time.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/signed_note.h"
#include "crypto/verifier_key.h"
#include "ledger/domain/values/id.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/publish/witness_transport.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::ledger {

// Why a witness can't help now.
struct WitnessRefusal {
  std::string sentence;
  // A checkpoint signed by the log's key that this log does not extend.
  std::optional<CheckpointNote> contrary = {};
};

class WitnessClient {
 public:
  // The store outlives the client. `log` is the key that signs the store's checkpoints.
  WitnessClient(const Store& store, PolicyWitness witness, crypto::VerifierKey log,
                WitnessTransport transport);

  // Checks that the log extends the checkpoint that the witness shows; a witness that answers 404
  // has seen nothing.
  [[nodiscard]] std::expected<void, WitnessRefusal> check_history();
  // The witness's cosignature, verified. The store must have the checkpoint's size and root.
  [[nodiscard]] std::expected<crypto::NoteSignature, WitnessRefusal> cosign(
      const CheckpointNote& note);

  [[nodiscard]] const PolicyWitness& witness() const noexcept { return witness_; }

 private:
  [[nodiscard]] std::unexpected<WitnessRefusal> refuse(std::string_view what) const;
  // Why the witness refused: a proof, if it shows one, else its text.
  [[nodiscard]] std::unexpected<WitnessRefusal> explain(std::string_view what);
  [[nodiscard]] Result<std::string> request_body(Size old_size, const CheckpointNote& note) const;
  [[nodiscard]] std::expected<void, WitnessRefusal> check_shown(const CheckpointNote& shown);

  const Store* store_;
  PolicyWitness witness_;
  crypto::VerifierKey log_;
  WitnessTransport transport_;
  Size size_{};  // the last size that the witness has cosigned, as far as is known
};

}  // namespace pledgebook::ledger
