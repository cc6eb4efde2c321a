// SPDX-License-Identifier: Apache-2.0
// WitnessClient: the log's side of its talk with one witness (c2sp.org/tlog-witness v1.0.0): what
// has the witness seen of the log, and will it cosign a checkpoint. Remembers the size that the
// witness stands at, so that it mostly needs one request.
//
// A witness is believed where it shows signatures: a checkpoint that the log's own key has signed
// and that this log does not extend is proof that there is, or was, another history. What it merely
// says can stop no log.
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

// Why a witness is of no help now.
struct WitnessRefusal {
  std::string sentence;
  // Signed by the log's key, and this log does not extend it.
  std::optional<CheckpointNote> contrary = {};
};

class WitnessClient {
 public:
  // The store outlives the client. `log` is the key that signs the store's checkpoints.
  WitnessClient(const Store& store, PolicyWitness witness, crypto::VerifierKey log,
                WitnessTransport transport);

  // That the log extends what the witness shows of it; a witness that answers 404 has seen nothing.
  [[nodiscard]] std::expected<void, WitnessRefusal> check_history();
  // Its cosignature, which is valid. The store has the checkpoint's size and root.
  [[nodiscard]] std::expected<crypto::NoteSignature, WitnessRefusal> cosign(
      const CheckpointNote& note);

  [[nodiscard]] const PolicyWitness& witness() const noexcept { return witness_; }

 private:
  [[nodiscard]] std::unexpected<WitnessRefusal> refuse(std::string_view what) const;
  // The witness's reason for a refusal of the log: proof, if it shows one, else what it says.
  [[nodiscard]] std::unexpected<WitnessRefusal> explain(std::string_view what);
  [[nodiscard]] Result<std::string> request_body(Size old_size, const CheckpointNote& note) const;
  [[nodiscard]] std::expected<void, WitnessRefusal> check_shown(const CheckpointNote& shown);

  const Store* store_;
  PolicyWitness witness_;
  crypto::VerifierKey log_;
  WitnessTransport transport_;
  Size size_{};  // of the log, as the witness has last cosigned it: as far as is known
};

}  // namespace pledgebook::ledger
