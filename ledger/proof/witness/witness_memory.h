// SPDX-License-Identifier: Apache-2.0
// WitnessMemory: the directory in which a witness durably stores the checkpoints that it has
// cosigned.
//
//   STATE/FORMAT                "pledgebook witness 1\n"
//   STATE/LOCK                  flock, held while a witness runs
//   STATE/<hex>.checkpoint      the newest one cosigned, by SHA-256 of the origin; never replace it
//                               by an older copy
//   STATE/evidence/             checkpoints of which one must be false, with the proof of it, or
//                               that the audit refuses
//   STATE/doubts/               pairs that are not proved to be of one history, nor of two, and
//   that
//                               no cosigned checkpoint has settled; the newest ones
//
// Both folders are in the format of evidence.h. Anybody can send a log's true checkpoint with a
// false proof; what the proof itself refutes is not kept, so it can displace nothing. A doubt is
// only what no proof can show: of a cosigned size that is a power of two (crypto/merkle.h,
// root_of_prefix).
//
// Threads: any; `newest` and `remember` for one origin one at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

#include "ledger/error.h"
#include "ledger/log/store/directory.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/follow/fork.h"

namespace pledgebook::ledger {

class WitnessMemory {
 public:
  // Makes the directory if it is absent. Errc::foreign if it belongs to another program, Errc::busy
  // if another witness holds it.
  [[nodiscard]] static Result<WitnessMemory> open(std::filesystem::path state);

  // The file of a log's newest checkpoint, by the hex digits of its origin's hash.
  [[nodiscard]] std::filesystem::path file_of(std::string_view origin_hex) const;
  // Nothing if there is none. Errc::corrupt if the file is not the note of a checkpoint.
  [[nodiscard]] Result<std::optional<CheckpointNote>> newest(std::string_view origin_hex) const;
  [[nodiscard]] Result<void> remember(std::string_view origin_hex,
                                      const CheckpointNote& note) const;

  // If there is no room to keep them, the checkpoint is refused nevertheless.
  void keep_contradiction(const Fork& fork);
  void keep_refused(const CheckpointNote& note);  // by the audit
  // The oldest doubts give way: a log with two histories raises new ones as long as it tries.
  void keep_doubt(const CheckpointNote& newest, const CheckpointNote& offered);
  // Takes away the doubts about checkpoints of the size that was just cosigned: the checkpoint is
  // the same, so there is no doubt; or it is another one, which is a contradiction, and kept. Gives
  // the number of those.
  std::size_t settle_doubts(const CheckpointNote& cosigned);

 private:
  WitnessMemory(std::filesystem::path state, DirectoryLock lock);

  std::filesystem::path state_;
  DirectoryLock lock_;
  std::unique_ptr<std::mutex> evidence_mutex_;  // held while evidence is written
};

}  // namespace pledgebook::ledger
