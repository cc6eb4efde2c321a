// SPDX-License-Identifier: Apache-2.0
// Evidence: checkpoints signed by one log that can't, or may not, all be true of one history, kept
// as they came for whoever will have to judge: in a folder, a file each, which is named
// <16 hex digits>-<number>.checkpoint; those that belong together share the digits.
//
// Threads: one at a time.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

#include "ledger/log/error.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::ledger {

inline constexpr std::size_t kEvidenceFilesMax = 200;  // of a folder

// The first file of the group; the same notes are kept once, whoever has cosigned them meanwhile.
// Makes the folder. Errc::storage where they can't be kept, or where there are as many already as
// may be.
[[nodiscard]] Result<std::filesystem::path> keep_evidence(const std::filesystem::path& folder,
                                                          std::span<const CheckpointNote> notes);

}  // namespace pledgebook::ledger
