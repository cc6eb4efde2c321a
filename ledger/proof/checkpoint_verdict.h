// SPDX-License-Identifier: Apache-2.0
// CheckpointVerdict: what a checkpoint's signatures prove to a reader who has pinned a policy. Any
// thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::ledger {

struct WitnessCosignature {
  std::string witness;  // its name in the policy; may be invalid UTF-8
  Instant time;         // of the earliest, if it cosigned more than once
  friend bool operator==(const WitnessCosignature&, const WitnessCosignature&) = default;
};

struct CheckpointVerdict {
  bool log_signed = false;                   // by a log of the policy whose name is the origin
  std::vector<WitnessCosignature> cosigned;  // in order of time
  bool quorum_met = false;
  // The earliest time at which the cosignatures met the quorum: the log was seen in this state by
  // then. Nothing if the quorum is not met, or if it needs no cosignature.
  std::optional<Instant> quorum_at;

  // Whether the policy accepts the checkpoint.
  [[nodiscard]] bool is_valid() const noexcept { return log_signed && quorum_met; }
  friend bool operator==(const CheckpointVerdict&, const CheckpointVerdict&) = default;
};

// Errc::unproven if a signature by a log or witness of the policy is invalid: the whole note must
// then be rejected. Missing signatures are in the verdict.
[[nodiscard]] Result<CheckpointVerdict> judge_checkpoint(const CheckpointNote& note,
                                                         const WitnessPolicy& policy);

}  // namespace pledgebook::ledger
