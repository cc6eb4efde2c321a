// SPDX-License-Identifier: Apache-2.0
// CheckpointFile: a checkpoint that somebody kept, as --since and --seen name it.
#pragma once

#include <string>

#include "cli/shell/outcome.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::cli {

// Nothing is said of its signatures yet. Standard input for `-`.
[[nodiscard]] Outcome<ledger::CheckpointNote> read_checkpoint_file(const std::string& path);

}  // namespace pledgebook::cli
