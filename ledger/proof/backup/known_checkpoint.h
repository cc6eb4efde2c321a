// SPDX-License-Identifier: Apache-2.0
// KnownCheckpoint: a checkpoint of the log that somebody has, whom a copy of the log must not go
// behind.
//
// Any thread.
#pragma once

#include <string>

#include "crypto/verifier_key.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::ledger {

struct KnownCheckpoint {
  CheckpointNote note;
  std::string holder;  // who has it: "the witness w1", "--seen", a path
};

// That the log's key has signed it, and the log has all that it covers. Errc::unproven.
[[nodiscard]] Result<void> check_covers(const Snapshot& snapshot, const KnownCheckpoint& known,
                                        const crypto::VerifierKey& log);

}  // namespace pledgebook::ledger
