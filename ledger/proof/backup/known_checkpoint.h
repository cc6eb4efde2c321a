// SPDX-License-Identifier: Apache-2.0
// KnownCheckpoint: a checkpoint of the log that somebody has; a copy of the log must extend it.
//
// Any thread.
#pragma once

#include <string>

#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/log_keys.h"

namespace pledgebook::ledger {

struct KnownCheckpoint {
  CheckpointNote note;
  std::string holder;  // who has it: "the witness w1", "--seen", a path
};

// Checks that one of the log's keys has signed it, and that the log has all records that it covers.
// Else Errc::unproven.
[[nodiscard]] Result<void> check_covers(const Snapshot& snapshot, const KnownCheckpoint& known,
                                        const LogKeys& log);

}  // namespace pledgebook::ledger
