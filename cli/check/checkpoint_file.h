// SPDX-License-Identifier: Apache-2.0
// CheckpointFile: a checkpoint that a person has kept, named by --since or --seen.
#pragma once

#include <string>

#include "cli/shell/outcome.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::cli {

// Does not check its signatures. `-` is standard input.
[[nodiscard]] Outcome<ledger::CheckpointNote> read_checkpoint_file(const std::string& path);

}  // namespace pledgebook::cli
