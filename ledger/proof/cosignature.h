// SPDX-License-Identifier: Apache-2.0
// Cosignature: a witness's statement that at a time this was the largest consistent checkpoint of
// the log that it had seen (c2sp.org/tlog-cosignature v1, Ed25519, signature type 0x04). It is a
// signature line of the checkpoint's note, with the bytes
//
//   u64 time, POSIX seconds | 64 signature
//
// over the message "cosignature/v1" LF "time <decimal>" LF and the note's whole text. The time is
// not 0, which would mean no time (c2sp.org/tlog-witness), and not after the year 9999.
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

// The signed message. REQUIRES: a time that is valid in a cosignature.
[[nodiscard]] std::string cosigned_message(std::string_view text, Instant time);

// The line that `cosigner` adds to the note. The caller must have made all checks of a witness.
// Errc::foreign if the secret key is not that of `cosigner`, or that is no cosignature key;
// Errc::clock for an invalid time.
[[nodiscard]] Result<crypto::NoteSignature> cosign(const crypto::Note& note, Instant time,
                                                   const crypto::VerifierKey& cosigner,
                                                   const crypto::SecretKey& secret);

// The time of the earliest cosignature by this key; nothing if there is none. Errc::unproven if one
// of the key's lines is invalid: the whole note must then be rejected. A key of another type has
// none.
[[nodiscard]] Result<std::optional<Instant>> earliest_cosignature(
    const crypto::Note& note, const crypto::VerifierKey& cosigner);

}  // namespace pledgebook::ledger
