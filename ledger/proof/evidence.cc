// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/evidence.h"

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <system_error>

#include "crypto/sha256.h"
#include "ledger/log/directory.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameDigits = 16;

std::string name_of(std::span<const CheckpointNote> notes) {
  std::string texts;
  for (const CheckpointNote& note : notes) texts += note.note.text + "\n";
  return crypto::sha256(crypto::as_bytes(texts)).hex().substr(0, kNameDigits);
}

Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directory(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (!error) return {};
  return std::unexpected(system_error("can't make " + folder.string(), error.value()));
}

// Whether so many more files may lie there.
bool has_room(const fs::path& folder, std::size_t more) {
  std::error_code error;
  const fs::directory_iterator files(folder, error);
  if (error) return false;
  return static_cast<std::size_t>(std::distance(begin(files), end(files))) + more <=
         kEvidenceFilesMax;
}

}  // namespace

Result<fs::path> keep_evidence(const fs::path& folder, std::span<const CheckpointNote> notes) {
  LEDGER_CHECK(make_folder(folder));
  const std::string name = name_of(notes);
  const auto file = [&](std::size_t number) {
    return folder / fmt::format("{}-{}.checkpoint", name, number);
  };
  std::error_code error;
  if (fs::exists(file(notes.size()), error)) return file(1);
  if (!has_room(folder, notes.size())) {
    return std::unexpected(
        Error{Errc::storage, fmt::format("{} holds {} files of evidence already: look into them, "
                                         "and move them elsewhere",
                                         folder.string(), kEvidenceFilesMax)});
  }
  for (std::size_t i = 0; i < notes.size(); ++i)
    LEDGER_CHECK(replace_file(file(i + 1), crypto::encode_note(notes[i].note)));
  return file(1);
}

}  // namespace pledgebook::ledger
