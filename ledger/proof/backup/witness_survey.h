// SPDX-License-Identifier: Apache-2.0
// WitnessSurvey: what the witnesses of a policy have last cosigned of a log, asked of each
// (publish/shown_checkpoint.h). It tells a ledger that was restored whether it is behind.
//
// Threads: one at a time; it blocks as long as the fetching does.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "crypto/verifier_key.h"
#include "ledger/error.h"
#include "ledger/proof/backup/known_checkpoint.h"
#include "ledger/proof/publish/witness_transport.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::ledger {

struct WitnessSurvey {
  // Signed by the log, whoever has it.
  std::vector<KnownCheckpoint> known;
  // Of each witness that gave no answer to rely on, a sentence that says why.
  std::vector<std::string> silent;
  // The silent ones alone make no quorum: no checkpoint newer than those known was released under
  // this policy.
  bool is_conclusive = false;
};

// Errc::foreign where the policy is not about this log.
[[nodiscard]] Result<WitnessSurvey> survey_witnesses(const WitnessPolicy& policy,
                                                     const crypto::VerifierKey& log,
                                                     const WitnessTransport& transport);

// Ends the hold of a ledger that was restored (restore.h), if the survey is conclusive; whether it
// was. Errc::unproven where the ledger does not cover what a witness has, conclusive or not;
// Errc::busy where the ledger is being written.
[[nodiscard]] Result<bool> end_hold(const std::filesystem::path& directory,
                                    const WitnessSurvey& survey);

}  // namespace pledgebook::ledger
