// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/checkpoint_files.h"

#include <fmt/format.h>

#include "ledger/log/store/directory.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSigned = "signed-checkpoint";
constexpr std::string_view kReleased = "checkpoint";

Result<std::optional<CheckpointNote>> read_note(const fs::path& path) {
  LEDGER_TRY(const auto bytes, read_file(path, crypto::kNoteBytesMax));
  if (!bytes) return std::optional<CheckpointNote>();
  auto note = parse_checkpoint_note(*bytes);
  if (note) return *std::move(note);
  return std::unexpected(
      Error{Errc::corrupt, fmt::format("{} is damaged: {}: restore it from a backup", path.string(),
                                       note.error().detail)});
}

}  // namespace

Result<std::optional<CheckpointNote>> CheckpointFiles::read_signed() const {
  return read_note(directory_ / kSigned);
}
Result<std::optional<CheckpointNote>> CheckpointFiles::read_released() const {
  return read_note(directory_ / kReleased);
}

Result<void> CheckpointFiles::write_signed(const CheckpointNote& note) const {
  return replace_file(directory_ / kSigned, crypto::encode_note(note.note));
}
Result<void> CheckpointFiles::write_released(const CheckpointNote& note) const {
  return replace_file(directory_ / kReleased, crypto::encode_note(note.note));
}

}  // namespace pledgebook::ledger
