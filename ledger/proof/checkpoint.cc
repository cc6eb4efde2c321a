// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/checkpoint.h"

#include <fmt/format.h>

#include <utility>

#include "ledger/proof/cosignature.h"
#include "ledger/proof/proof_text.h"

namespace pledgebook::ledger {
namespace {

std::unexpected<Error> failure(Errc code, std::string sentence) {
  return std::unexpected(Error{code, std::move(sentence)});
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, number(checkpoint.size),
                     to_base64(checkpoint.root));
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  if (!crypto::is_note_text(text)) {
    return failure(
        Errc::corrupt,
        "the checkpoint is not UTF-8, contains control characters or does not end with LF");
  }
  LineReader lines(text);
  const auto origin = lines.take();
  const auto size = lines.take();
  const auto root = lines.take();
  if (!root) return failure(Errc::corrupt, "the checkpoint has fewer than three lines");
  if (origin->empty())
    return failure(Errc::corrupt, "the checkpoint's first line, its origin, is empty");
  const auto leaves = parse_decimal(*size);
  if (!leaves) {
    return failure(
        Errc::corrupt,
        fmt::format(
            "the checkpoint's second line must be the size of the tree, a decimal from 0 to {}",
            kTreeSizeMax));
  }
  const auto hash = parse_base64_hash(*root);
  if (!hash) {
    return failure(Errc::corrupt,
                   "the checkpoint's third line must be the root of the tree, 32 bytes in base64");
  }
  while (const auto extension = lines.take()) {
    if (extension->empty()) {
      return failure(Errc::corrupt, "the checkpoint has an empty line among its extension lines");
    }
  }
  return Checkpoint{std::string(*origin), Size{*leaves}, *hash};
}

Result<CheckpointNote> parse_checkpoint_note(std::string_view bytes) {
  auto note = crypto::parse_note(bytes);
  if (!note) return failure(Errc::corrupt, std::move(note).error());
  LEDGER_TRY(Checkpoint checkpoint, parse_checkpoint(note->text));
  return CheckpointNote{std::move(checkpoint), *std::move(note)};
}

Result<bool> is_signed_by(const CheckpointNote& note, const crypto::VerifierKey& log) {
  const bool of_this_log = log.name() == note.checkpoint.origin;
  if (log.type() == crypto::NoteKeyType::cosignature) {
    LEDGER_TRY(const auto time, earliest_cosignature(note.note, log));
    return of_this_log && time.has_value();
  }
  const crypto::KeyVerdict verdict = crypto::check_note(note.note, log);
  if (verdict == crypto::KeyVerdict::invalid) {
    return failure(Errc::unproven,
                   fmt::format("the signature of {} on the checkpoint is invalid: the checkpoint "
                               "was altered, or belongs to another log",
                               shown(log.name())));
  }
  return of_this_log && verdict == crypto::KeyVerdict::valid;
}

Result<CheckpointNote> open_checkpoint(std::string_view bytes, const crypto::VerifierKey& log) {
  LEDGER_TRY(CheckpointNote note, parse_checkpoint_note(bytes));
  LEDGER_TRY(const bool is_signed, is_signed_by(note, log));
  if (!is_signed) {
    return failure(Errc::unproven,
                   fmt::format("the checkpoint of {} is not signed by the key {}: give the log's "
                               "verifier key",
                               shown(note.checkpoint.origin), log.text()));
  }
  return note;
}

Result<CheckpointNote> sign_checkpoint(const Checkpoint& checkpoint, const crypto::VerifierKey& log,
                                       const crypto::SecretKey& secret) {
  if (checkpoint.origin != log.name()) {
    return failure(Errc::foreign,
                   fmt::format("a checkpoint of {} cannot be signed by the key of {}",
                               checkpoint.origin, log.name()));
  }
  std::string text = checkpoint_text(checkpoint);
  LEDGER_CHECK(parse_checkpoint(text));
  auto signature = crypto::sign_text(text, log, secret);
  if (!signature) return failure(Errc::foreign, std::move(signature).error());
  return CheckpointNote{checkpoint, {std::move(text), {*std::move(signature)}}};
}

}  // namespace pledgebook::ledger
