// SPDX-License-Identifier: Apache-2.0
#include "cli/check/checkpoint_file.h"

#include <fmt/format.h>

#include <utility>

#include "cli/shell/input_file.h"
#include "crypto/signed_note.h"

namespace pledgebook::cli {

Outcome<ledger::CheckpointNote> read_checkpoint_file(const std::string& path) {
  LEDGER_TRY(const std::string bytes, read_whole(path, crypto::kNoteBytesMax));
  auto note = ledger::parse_checkpoint_note(bytes);
  if (note) return *std::move(note);
  return no(fmt::format("{} is not a checkpoint: {}", path, note.error().detail));
}

}  // namespace pledgebook::cli
