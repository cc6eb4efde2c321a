// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <system_error>

#include "crypto/sha256.h"
#include "crypto/signed_note.h"
#include "ledger/log/store/directory.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameDigits = 16;

std::string name_of(std::span<const CheckpointNote> notes) {
  std::string texts;
  for (const CheckpointNote& note : notes) texts += note.note.text + "\n";
  return crypto::sha256(crypto::as_bytes(texts)).hex().substr(0, kNameDigits);
}

// Makes the folder, readable only by its owner, if it is missing.
Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  const bool is_new = fs::create_directories(folder, error);
  if (!error && is_new) fs::permissions(folder, fs::perms::owner_all, error);
  if (!error) return {};
  return std::unexpected(system_error("can't make " + folder.string(), error.value()));
}

// Whether there is room for `more` files.
bool has_room(const fs::path& folder, std::size_t more) {
  std::error_code error;
  const fs::directory_iterator files(folder, error);
  if (error) return false;
  return static_cast<std::size_t>(std::distance(begin(files), end(files))) + more <=
         kEvidenceFilesMax;
}

// The digits of the file that was written first; empty if there is none.
std::string oldest_name(const fs::path& folder) {
  std::error_code error;
  std::string oldest;
  fs::file_time_type first = fs::file_time_type::max();
  for (const fs::directory_entry& file : fs::directory_iterator(folder, error)) {
    const fs::file_time_type time = file.last_write_time(error);
    if (error || time >= first) continue;
    first = time;
    oldest = file.path().filename().string().substr(0, kNameDigits);
  }
  return oldest;
}

}  // namespace

void make_room_for_evidence(const fs::path& folder, std::size_t more) {
  std::error_code error;
  while (fs::exists(folder, error) && !has_room(folder, more)) {
    if (remove_evidence(folder, oldest_name(folder)) == 0) return;
  }
}

std::vector<KeptNote> kept_notes(const fs::path& folder, unsigned number) {
  std::error_code error;
  std::vector<KeptNote> kept;
  const std::string ending = fmt::format("-{}.checkpoint", number);
  for (const fs::directory_entry& file : fs::directory_iterator(folder, error)) {
    const std::string file_name = file.path().filename().string();
    if (!file_name.ends_with(ending)) continue;
    const auto bytes = read_file(file.path(), crypto::kNoteBytesMax);
    if (!bytes || !*bytes) continue;
    if (auto note = parse_checkpoint_note(**bytes))
      kept.push_back({file_name.substr(0, kNameDigits), *std::move(note)});
  }
  return kept;
}

std::size_t remove_evidence(const fs::path& folder, std::string_view name) {
  std::error_code error;
  std::size_t removed = 0;
  for (const fs::directory_entry& file : fs::directory_iterator(folder, error)) {
    if (file.path().filename().string().starts_with(name) && fs::remove(file.path(), error))
      ++removed;
  }
  return removed;
}

Result<std::vector<fs::path>> keep_evidence(const fs::path& folder,
                                            std::span<const CheckpointNote> notes,
                                            std::string_view proof) {
  LEDGER_CHECK(make_folder(folder));
  const std::string name = name_of(notes);
  std::vector<fs::path> files;
  for (std::size_t i = 0; i < notes.size(); ++i)
    files.push_back(folder / fmt::format("{}-{}.checkpoint", name, i + 1));
  if (!proof.empty()) files.push_back(folder / (name + ".proof"));
  std::error_code error;
  if (std::ranges::all_of(files,
                          [&error](const fs::path& file) { return fs::exists(file, error); }))
    return files;
  if (!has_room(folder, files.size())) {
    return std::unexpected(
        Error{Errc::storage, fmt::format("{} holds {} files of evidence already: examine them, "
                                         "and move them elsewhere",
                                         folder.string(), kEvidenceFilesMax)});
  }
  for (std::size_t i = 0; i < notes.size(); ++i)
    LEDGER_CHECK(replace_file(files[i], crypto::encode_note(notes[i].note)));
  if (!proof.empty()) LEDGER_CHECK(replace_file(files.back(), proof));
  return files;
}

}  // namespace pledgebook::ledger
