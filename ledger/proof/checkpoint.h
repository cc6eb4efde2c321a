// SPDX-License-Identifier: Apache-2.0
// Checkpoint: the size of the log's tree, its root and the log's name (c2sp.org/tlog-checkpoint
// v1.0.0). It is the text of a signed note (crypto/signed_note.h):
//
//   origin LF
//   size in decimal, without leading zeros, LF
//   base64 of the root LF
//   extension lines, none empty, each LF
//
// We write no extension lines. We accept them, since the specification allows them and a witness
// serves any log; we ignore their content, but keep them in the note's text, which cosignatures
// cover.
//
// Any thread.
#pragma once

#include <string>
#include <string_view>

#include "crypto/hash.h"
#include "crypto/signed_note.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

struct Checkpoint {
  std::string origin;
  Size size{};
  crypto::Hash root;

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// A checkpoint and its note. Only the functions below make one, so that the two agree.
struct CheckpointNote {
  Checkpoint checkpoint;
  crypto::Note note;

  friend bool operator==(const CheckpointNote&, const CheckpointNote&) = default;
};

// The note's text, without extension lines.
[[nodiscard]] std::string checkpoint_text(const Checkpoint& checkpoint);
// Errc::corrupt if the text is not a checkpoint.
[[nodiscard]] Result<Checkpoint> parse_checkpoint(std::string_view text);

// Parses a note whose text is a checkpoint. Its signatures are not verified: do not trust it yet.
// Errc::corrupt.
[[nodiscard]] Result<CheckpointNote> parse_checkpoint_note(std::string_view bytes);

// Whether the log's key, whose name must be the origin, has signed. Errc::unproven if a signature
// of this key is invalid: the whole note must then be rejected.
[[nodiscard]] Result<bool> is_signed_by(const CheckpointNote& note, const crypto::VerifierKey& log);

// parse_checkpoint_note, but Errc::unproven if the log's key has not signed.
[[nodiscard]] Result<CheckpointNote> open_checkpoint(std::string_view bytes,
                                                     const crypto::VerifierKey& log);

// The checkpoint with one signature, by the log's key. The caller must know that the tree extends
// every checkpoint that the key has signed before (publisher). Errc::foreign if the keys are not
// those of the log that the checkpoint names; Errc::corrupt if its origin is not valid in a note.
[[nodiscard]] Result<CheckpointNote> sign_checkpoint(const Checkpoint& checkpoint,
                                                     const crypto::VerifierKey& log,
                                                     const crypto::SecretKey& secret);

}  // namespace pledgebook::ledger
