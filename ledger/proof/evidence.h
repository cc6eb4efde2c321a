// SPDX-License-Identifier: Apache-2.0
// Evidence: checkpoints signed by one log that can't, or may not, all be true of one history, kept
// as they came for whoever will have to judge. In a folder (docs/FORMAT.md, "Evidence"):
//
//   <16 hex digits>-<number>.checkpoint   each note
//   <16 hex digits>.proof                 what shows it, where the notes alone don't
//
// What belongs together shares the digits.
//
// Threads: one at a time.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/error.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::ledger {

inline constexpr std::size_t kEvidenceFilesMax = 200;  // of a folder

// The files, notes first; the same notes are kept once, whoever has cosigned them meanwhile. Makes
// the folder. Errc::storage where they can't be kept, or where there are as many already as may be.
[[nodiscard]] Result<std::vector<std::filesystem::path>> keep_evidence(
    const std::filesystem::path& folder, std::span<const CheckpointNote> notes,
    std::string_view proof = {});

}  // namespace pledgebook::ledger
