// SPDX-License-Identifier: Apache-2.0
// Fork: two checkpoints, both signed by a log's key, that can't both be true, with all data that
// proves it: of one size with two roots; or of two sizes, with the root that the larger tree has at
// the smaller size, and the proof of that (RFC 9162, section 2.1.4).
//
// Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ledger/error.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/follow/log_source.h"

namespace pledgebook::ledger {

struct Fork {
  CheckpointNote smaller;
  CheckpointNote larger;
  PrefixProof prefix;  // of the smaller size in the larger tree; for equal sizes empty
};

// Keeps both notes, and for two sizes the proof: root and hashes, each in base64 on a line of its
// own. evidence.h says where, and how it may fail.
[[nodiscard]] Result<std::vector<std::filesystem::path>> keep_evidence(
    const std::filesystem::path& folder, const Fork& fork);

}  // namespace pledgebook::ledger
