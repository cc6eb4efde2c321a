// SPDX-License-Identifier: Apache-2.0
// CheckpointFiles: what a ledger's directory keeps of its checkpoints, beside the log, so that a
// log that was put back to an older state shows.
//
//   DIR/signed-checkpoint  the newest one that the log's key has signed; there before anybody sees
//                          the signature
//   DIR/checkpoint         the newest one that was released: signed, with the cosignatures that the
//                          policy asks for
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

  // Nothing where there is none; Errc::corrupt for what is no note of a checkpoint.
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
