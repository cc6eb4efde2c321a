// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/follow/fork.h"

#include <fmt/format.h>

#include <system_error>

#include "crypto/merkle.h"
#include "ledger/log/directory.h"
#include "ledger/proof/proof_text.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRootDigits = 16;

Result<void> make_evidence_directory(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error)
    return std::unexpected(system_error("can't make " + directory.string(), error.value()));
  return {};
}

Result<fs::path> write_file(const fs::path& path, std::string_view text) {
  LEDGER_CHECK(replace_file(path, text));
  return path;
}

}  // namespace

bool is_fork(const Fork& fork, const crypto::VerifierKey& log) {
  const auto small_signed = is_signed_by(fork.smaller, log);
  const auto large_signed = is_signed_by(fork.larger, log);
  if (!small_signed.value_or(false) || !large_signed.value_or(false)) return false;
  const Checkpoint& smaller = fork.smaller.checkpoint;
  const Checkpoint& larger = fork.larger.checkpoint;
  if (smaller.size == larger.size) return smaller.root != larger.root;
  return fork.prefix.root != smaller.root &&
         crypto::check_consistency(number(smaller.size), fork.prefix.root, number(larger.size),
                                   larger.root, fork.prefix.hashes);
}

Result<fs::path> write_evidence(const CheckpointNote& note, const fs::path& directory) {
  LEDGER_CHECK(make_evidence_directory(directory));
  const std::string name = fmt::format("{}-{}.checkpoint", number(note.checkpoint.size),
                                       note.checkpoint.root.hex().substr(0, kRootDigits));
  return write_file(directory / name, crypto::encode_note(note.note));
}

Result<std::vector<fs::path>> write_evidence(const Fork& fork, const fs::path& directory) {
  std::vector<fs::path> paths;
  for (const CheckpointNote* note : {&fork.smaller, &fork.larger}) {
    LEDGER_TRY(paths.emplace_back(), write_evidence(*note, directory));
  }
  if (fork.smaller.checkpoint.size == fork.larger.checkpoint.size) return paths;
  std::string text = to_base64(fork.prefix.root) + "\n";
  for (const crypto::Hash& hash : fork.prefix.hashes) text.append(to_base64(hash)).append("\n");
  const std::string name = fmt::format("{}-{}-{}.proof", number(fork.smaller.checkpoint.size),
                                       number(fork.larger.checkpoint.size),
                                       fork.prefix.root.hex().substr(0, kRootDigits));
  LEDGER_TRY(paths.emplace_back(), write_file(directory / name, text));
  return paths;
}

}  // namespace pledgebook::ledger
