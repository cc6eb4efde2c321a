// SPDX-License-Identifier: Apache-2.0
// WitnessAuditor: what an auditor-witness does before it cosigns: it copies the records of the
// checkpoint that it is asked about from the log itself, and checks of each what an audit checks:
// signatures, rights, rules, chain, heads map. So its cosignature says not only that there is one
// history, but that every record in it is what it must be, and that a stream which the checkpoint
// shows as complete is complete.
//
// The log serves the tiles of a checkpoint that is not released yet to that end
// (server/routes/tiles.h).
//
// Threads: one at a time; stop from any.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>

#include "crypto/verifier_key.h"
#include "ledger/error.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/follow/log_source.h"
#include "ledger/proof/follow/replica.h"

namespace pledgebook::ledger {

class WitnessAuditor {
 public:
  // `state`: the witness's directory; the copy lies in STATE/copy, what it finds in STATE/evidence.
  // The source outlives the auditor. As Replica::open.
  [[nodiscard]] static Result<std::unique_ptr<WitnessAuditor>> open(
      LogSource& source, const std::filesystem::path& state, const crypto::VerifierKey& log);

  // For WitnessAudit (witness.h): Errc::unproven where the log has signed two histories, or a
  // record that is not what it must be; the sentence says which. Errc::storage where it can't be
  // told: what the log serves can't be read, or is not what the checkpoint was signed for.
  [[nodiscard]] Result<void> check(const CheckpointNote& note);
  // Ends what is under way, soon, and refuses from now on.
  void stop() noexcept { is_stopped_ = true; }

 private:
  WitnessAuditor(LogSource& source, std::filesystem::path state, crypto::VerifierKey log,
                 std::unique_ptr<Replica> replica);

  LogSource& source_;
  std::filesystem::path state_;
  crypto::VerifierKey log_;
  std::unique_ptr<Replica> replica_;
  std::atomic<bool> is_stopped_ = false;
};

}  // namespace pledgebook::ledger
