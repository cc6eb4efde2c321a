// SPDX-License-Identifier: Apache-2.0
// WitnessSurvey: what the witnesses of a policy have last cosigned of a log, asked of each
// (c2sp.org/tlog-witness): GET <url>/<hex SHA-256 of the origin>/checkpoint. It tells a ledger that
// was restored whether it is behind.
//
// Threads: one at a time; it blocks as long as the fetching does.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "crypto/verifier_key.h"
#include "ledger/log/error.h"
#include "ledger/proof/backup/restore.h"
#include "ledger/proof/witness_policy.h"

namespace pledgebook::ledger {

// What stands at a URL, `bytes_max` octets at most. Errc::not_found where there is nothing.
using FetchUrl = std::function<Result<std::string>(const std::string& url, std::size_t bytes_max)>;

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
                                                     const FetchUrl& fetch);

}  // namespace pledgebook::ledger
