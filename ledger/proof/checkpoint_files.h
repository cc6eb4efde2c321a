// SPDX-License-Identifier: Apache-2.0
// CheckpointFiles: the checkpoints in a ledger's directory, beside the log. They reveal a log that
// was replaced by an older copy.
//
//   DIR/signed-checkpoint  the newest one signed by the log's key; written before anybody sees the
//                          signature
//   DIR/checkpoint         the newest published one: signed, with the cosignatures that the policy
//                          requires
//
// Threads: one at a time.
#pragma once

#include <filesystem>
#include <optional>
#include <utility>

#include "ledger/error.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::ledger {

class CheckpointFiles {
 public:
  explicit CheckpointFiles(std::filesystem::path directory) : directory_(std::move(directory)) {}

  // Nothing if there is none; Errc::corrupt if the file is not the note of a checkpoint.
  [[nodiscard]] Result<std::optional<CheckpointNote>> read_signed() const;
  [[nodiscard]] Result<std::optional<CheckpointNote>> read_released() const;

  // Durable, all or nothing.
  [[nodiscard]] Result<void> write_signed(const CheckpointNote& note) const;
  [[nodiscard]] Result<void> write_released(const CheckpointNote& note) const;

  [[nodiscard]] const std::filesystem::path& directory() const noexcept { return directory_; }

 private:
  std::filesystem::path directory_;
};

}  // namespace pledgebook::ledger
