// SPDX-License-Identifier: Apache-2.0
// WitnessSurvey: asks each witness of a policy for the newest checkpoint of a log that it cosigned
// (publish/shown_checkpoint.h). It shows whether a restored ledger is behind.
//
// Threads: one at a time; it blocks while it asks.
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
  // Signed by the log; any witness may have it.
  std::vector<KnownCheckpoint> known;
  // For each witness without a reliable answer, a sentence that says why.
  std::vector<std::string> silent;
  // The silent witnesses alone make no quorum: so no checkpoint newer than the known ones was
  // published under this policy.
  bool is_conclusive = false;
};

// Errc::foreign if the policy is not for this log.
[[nodiscard]] Result<WitnessSurvey> survey_witnesses(const WitnessPolicy& policy,
                                                     const crypto::VerifierKey& log,
                                                     const WitnessTransport& transport);

// Ends the hold of a restored ledger (restore.h) if the survey is conclusive; returns whether it
// was. Errc::unproven if the ledger does not cover a witness's checkpoint, conclusive or not;
// Errc::busy if the ledger is being written.
[[nodiscard]] Result<bool> end_hold(const std::filesystem::path& directory,
                                    const WitnessSurvey& survey);

}  // namespace pledgebook::ledger
