// SPDX-License-Identifier: Apache-2.0
// Cosignature: a witness's word that at a time this was the largest consistent checkpoint it had
// seen of the log (c2sp.org/tlog-cosignature v1, Ed25519, signature type 0x04). It is a signature
// line of the checkpoint's note, with the bytes
//
//   u64 time, POSIX seconds | 64 signature
//
// over the message "cosignature/v1" LF "time <decimal>" LF and the note's whole text. The time is
// neither 0, which would state none (c2sp.org/tlog-witness), nor beyond the year 9999.
//
// Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/signed_note.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"

namespace pledgebook::ledger {

inline constexpr std::size_t kCosignatureBytes = 8 + crypto::Signature::kSize;

// What is signed. REQUIRES: a time that a cosignature may state.
[[nodiscard]] std::string cosigned_message(std::string_view text, Instant time);

// The line that `cosigner` adds to the note. Whoever calls this must have checked what a witness
// has to check. Errc::foreign unless the secret key is that of `cosigner`, which is a cosignature
// key; Errc::clock for a time that can't be stated.
[[nodiscard]] Result<crypto::NoteSignature> cosign(const crypto::Note& note, Instant time,
                                                   const crypto::VerifierKey& cosigner,
                                                   const crypto::SecretKey& secret);

// The time of the earliest cosignature by this key; nothing if there is none. Errc::unproven where
// one of the key's lines is not valid, since then the whole note is to be rejected. Of a key of
// another type there is none.
[[nodiscard]] Result<std::optional<Instant>> earliest_cosignature(
    const crypto::Note& note, const crypto::VerifierKey& cosigner);

}  // namespace pledgebook::ledger
