// SPDX-License-Identifier: Apache-2.0
// Checkpoint: the root of the log's tree at a size, in one name (c2sp.org/tlog-checkpoint v1.0.0).
// It is the text of a signed note (crypto/signed_note.h):
//
//   origin LF
//   size in decimal, without leading zeros, LF
//   base64 of the root LF
//   extension lines, none empty, each LF
//
// We write no extension lines. We read them, since the specification allows them and a witness
// serves any log; they mean nothing to us, and stay in the note's text, which cosignatures cover.
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

// A checkpoint and the note that says it. Made by the functions below only, so that the two agree.
struct CheckpointNote {
  Checkpoint checkpoint;
  crypto::Note note;

  friend bool operator==(const CheckpointNote&, const CheckpointNote&) = default;
};

// The note's text, without extension lines.
[[nodiscard]] std::string checkpoint_text(const Checkpoint& checkpoint);
// Errc::corrupt for a text that is none.
[[nodiscard]] Result<Checkpoint> parse_checkpoint(std::string_view text);

// A note whose text is a checkpoint, nothing said of its signatures: it is not to be trusted yet.
// Errc::corrupt.
[[nodiscard]] Result<CheckpointNote> parse_checkpoint_note(std::string_view bytes);

// Whether the log's key has signed: its name must be the origin. Errc::unproven where a signature
// of this key is not valid, since then the whole note is to be rejected.
[[nodiscard]] Result<bool> is_signed_by(const CheckpointNote& note, const crypto::VerifierKey& log);

// parse_checkpoint_note, and Errc::unproven unless the log's key has signed.
[[nodiscard]] Result<CheckpointNote> open_checkpoint(std::string_view bytes,
                                                     const crypto::VerifierKey& log);

// The checkpoint with one signature, of the log's key. Whoever calls this must know that the tree
// extends every one that it has signed before (publisher). Errc::foreign if the keys are not those
// of the log that the checkpoint names; Errc::corrupt if its origin can't stand in a note.
[[nodiscard]] Result<CheckpointNote> sign_checkpoint(const Checkpoint& checkpoint,
                                                     const crypto::VerifierKey& log,
                                                     const crypto::SecretKey& secret);

}  // namespace pledgebook::ledger
