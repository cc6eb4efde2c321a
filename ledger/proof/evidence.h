// SPDX-License-Identifier: Apache-2.0
// Evidence: checkpoints signed by one log that can't, or may not, all belong to one history, kept
// as received for a person to judge. In a folder (docs/FORMAT.md, "Evidence"):
//
//   <16 hex digits>-<number>.checkpoint   each note
//   <16 hex digits>.proof                 the proof, if the notes alone prove nothing
//
// Files that belong together have the same digits.
//
// Threads: one at a time.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/error.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::ledger {

inline constexpr std::size_t kEvidenceFilesMax = 200;  // of a folder

// The files, notes first. The same notes are kept once, even with other cosignatures. Makes the
// folder. Errc::storage if they can't be kept, or the folder is full.
[[nodiscard]] Result<std::vector<std::filesystem::path>> keep_evidence(
    const std::filesystem::path& folder, std::span<const CheckpointNote> notes,
    std::string_view proof = {});
// Removes the oldest files that belong together, until the folder has room for `more`.
void make_room_for_evidence(const std::filesystem::path& folder, std::size_t more);

struct KeptNote {
  std::string name;  // the digits that its files share
  CheckpointNote note;
};
// The notes with this number, from 1; a file that can't be read is left out.
[[nodiscard]] std::vector<KeptNote> kept_notes(const std::filesystem::path& folder,
                                               unsigned number);
// Removes the files with these digits; gives their number.
std::size_t remove_evidence(const std::filesystem::path& folder, std::string_view name);

}  // namespace pledgebook::ledger
