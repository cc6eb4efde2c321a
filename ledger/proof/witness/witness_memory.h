// SPDX-License-Identifier: Apache-2.0
// WitnessMemory: the directory in which a witness remembers, durably, what it has cosigned.
//
//   STATE/FORMAT                "pledgebook witness 1\n"
//   STATE/LOCK                  flock, held while a witness runs
//   STATE/<hex>.checkpoint      the newest one cosigned, by SHA-256 of the origin: what must never
//                               be put back to an older copy
//   STATE/evidence/             checkpoints of which one must be false, or that the audit refuses
//   STATE/doubts/               pairs that were not proved to be of one history; since anybody can
//                               send a true checkpoint with a false proof, the log has to be asked
//
// Both folders are of evidence.h.
//
// Threads: any; newest and remember of one origin one at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>

#include "ledger/error.h"
#include "ledger/log/store/directory.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::ledger {

class WitnessMemory {
 public:
  // Makes the directory where it is absent. Errc::foreign for one that is another's, Errc::busy
  // where another witness holds it.
  [[nodiscard]] static Result<WitnessMemory> open(std::filesystem::path state);

  // Where the newest checkpoint of a log is, by the hex digits of its origin's hash.
  [[nodiscard]] std::filesystem::path file_of(std::string_view origin_hex) const;
  // Nothing where there is none. Errc::corrupt for what is no note of a checkpoint.
  [[nodiscard]] Result<std::optional<CheckpointNote>> newest(std::string_view origin_hex) const;
  [[nodiscard]] Result<void> remember(std::string_view origin_hex,
                                      const CheckpointNote& note) const;

  // Where there is no room for them, what they are evidence of is refused nevertheless.
  void keep_contradiction(std::span<const CheckpointNote> notes);
  void keep_doubt(std::span<const CheckpointNote> notes);

 private:
  WitnessMemory(std::filesystem::path state, DirectoryLock lock);

  std::filesystem::path state_;
  DirectoryLock lock_;
  std::unique_ptr<std::mutex> evidence_mutex_;  // held while evidence is written
};

}  // namespace pledgebook::ledger
