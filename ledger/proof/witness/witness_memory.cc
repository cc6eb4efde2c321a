// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/witness/witness_memory.h"

#include <fmt/format.h>

#include <array>
#include <span>
#include <system_error>
#include <tuple>
#include <utility>

#include "crypto/signed_note.h"
#include "ledger/proof/evidence.h"

namespace pledgebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFormat = "pledgebook witness 1\n";
constexpr std::size_t kFormatBytesMax = 64;

constexpr std::string_view kEvidence = "evidence";
constexpr std::string_view kDoubts = "doubts";
constexpr unsigned kOfferedNumber = 2;  // of a doubt's notes

std::unexpected<Error> failure(Errc code, std::string why) {
  return std::unexpected(Error{code, std::move(why)});
}

}  // namespace

WitnessMemory::WitnessMemory(fs::path state, DirectoryLock lock)
    : state_(std::move(state)),
      lock_(std::move(lock)),
      evidence_mutex_(std::make_unique<std::mutex>()) {}

Result<WitnessMemory> WitnessMemory::open(fs::path state) {
  std::error_code error;
  fs::create_directories(state, error);
  if (error) return std::unexpected(system_error("can't make " + state.string(), error.value()));
  LEDGER_TRY(const auto format, read_file(state / "FORMAT", kFormatBytesMax));
  if (!format && !fs::is_empty(state, error)) {
    return failure(Errc::foreign, fmt::format("{} is not empty and does not belong to a witness: "
                                              "choose another directory for --state",
                                              state.string()));
  }
  if (format && *format != kFormat) {
    return failure(Errc::foreign, fmt::format("{} belongs to another program or has a newer "
                                              "format: choose another directory for --state",
                                              state.string()));
  }
  fs::permissions(state, fs::perms::owner_all, error);
  auto lock = DirectoryLock::take(state);
  if (!lock && lock.error().code == Errc::busy) {
    return failure(Errc::busy, fmt::format("another witness already runs with {}: stop it first",
                                           state.string()));
  }
  if (!lock) return std::unexpected(std::move(lock).error());
  if (!format) LEDGER_CHECK(replace_file(state / "FORMAT", kFormat));
  return WitnessMemory(std::move(state), *std::move(lock));
}

fs::path WitnessMemory::file_of(std::string_view origin_hex) const {
  return state_ / fmt::format("{}.checkpoint", origin_hex);
}

Result<std::optional<CheckpointNote>> WitnessMemory::newest(std::string_view origin_hex) const {
  LEDGER_TRY(const auto bytes, read_file(file_of(origin_hex), crypto::kNoteBytesMax));
  if (!bytes) return std::optional<CheckpointNote>();
  LEDGER_TRY(auto note, parse_checkpoint_note(*bytes));
  return std::optional(std::move(note));
}

Result<void> WitnessMemory::remember(std::string_view origin_hex,
                                     const CheckpointNote& note) const {
  return replace_file(file_of(origin_hex), crypto::encode_note(note.note));
}

void WitnessMemory::keep_contradiction(const Fork& fork) {
  const std::lock_guard lock(*evidence_mutex_);
  std::ignore = keep_evidence(state_ / kEvidence, fork);
}

void WitnessMemory::keep_refused(const CheckpointNote& note) {
  const std::lock_guard lock(*evidence_mutex_);
  std::ignore = keep_evidence(state_ / kEvidence, std::span(&note, 1));
}

void WitnessMemory::keep_doubt(const CheckpointNote& newest, const CheckpointNote& offered) {
  const std::lock_guard lock(*evidence_mutex_);
  const std::array notes{newest, offered};
  make_room_for_evidence(state_ / kDoubts, notes.size());
  std::ignore = keep_evidence(state_ / kDoubts, notes);
}

std::size_t WitnessMemory::settle_doubts(const CheckpointNote& cosigned) {
  const std::lock_guard lock(*evidence_mutex_);
  std::size_t contradictions = 0;
  for (const auto& [name, offered] : kept_notes(state_ / kDoubts, kOfferedNumber)) {
    const Checkpoint& checkpoint = offered.checkpoint;
    if (checkpoint.origin != cosigned.checkpoint.origin ||
        checkpoint.size != cosigned.checkpoint.size)
      continue;
    if (checkpoint.root != cosigned.checkpoint.root) {
      ++contradictions;
      // A doubt that can't be kept as evidence stays one.
      if (!keep_evidence(state_ / kEvidence, Fork{cosigned, offered, {}})) continue;
    }
    remove_evidence(state_ / kDoubts, name);
  }
  return contradictions;
}

}  // namespace pledgebook::ledger
