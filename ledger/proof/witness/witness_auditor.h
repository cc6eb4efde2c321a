// SPDX-License-Identifier: Apache-2.0
// WitnessAuditor: the check of an auditor-witness before it cosigns: it copies the checkpoint's
// records from the log itself, and makes the checks of an audit: signatures, rights, rules, chain,
// heads map. So its cosignature says not only that there is one history, but also that every record
// in it is valid, and that a stream which the checkpoint shows as complete is complete.
//
// For this, the log serves the tiles of a checkpoint that is not published yet
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
  // `state`: the witness's directory; the copy is in STATE/copy, evidence in STATE/evidence. The
  // source outlives the auditor. Errors as Replica::open.
  [[nodiscard]] static Result<std::unique_ptr<WitnessAuditor>> open(
      LogSource& source, const std::filesystem::path& state, const crypto::VerifierKey& log);

  // For WitnessAudit (witness.h): Errc::unproven if the log has signed two histories or an invalid
  // record; the sentence says which. Errc::storage if this can't be decided: the served data can't
  // be read, or does not match the signed checkpoint.
  [[nodiscard]] Result<void> check(const CheckpointNote& note);
  // Ends a check under way, soon, and refuses all later ones.
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
