// SPDX-License-Identifier: Apache-2.0
// CheckpointVerdict: what a checkpoint's signatures say to a reader who has pinned a policy.
// Any thread.
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
  std::string witness;  // its name in the policy, which need not be UTF-8
  Instant time;         // of the earliest, where it cosigned more than once
  friend bool operator==(const WitnessCosignature&, const WitnessCosignature&) = default;
};

struct CheckpointVerdict {
  bool log_signed = false;                   // by a log of the policy whose name is the origin
  std::vector<WitnessCosignature> cosigned;  // in order of time
  bool quorum_met = false;
  // The earliest time such that the cosignatures up to it meet the quorum: the log was seen in this
  // state by then. Nothing while the quorum is not met, and where it asks for no cosignature.
  std::optional<Instant> quorum_at;

  // What the policy calls a valid checkpoint.
  [[nodiscard]] bool is_valid() const noexcept { return log_signed && quorum_met; }
  friend bool operator==(const CheckpointVerdict&, const CheckpointVerdict&) = default;
};

// Errc::unproven where a signature of a log or witness of the policy is not valid, since then the
// whole note is to be rejected. What is merely missing is told in the verdict.
[[nodiscard]] Result<CheckpointVerdict> judge_checkpoint(const CheckpointNote& note,
                                                         const WitnessPolicy& policy);

}  // namespace pledgebook::ledger
