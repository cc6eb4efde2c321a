// SPDX-License-Identifier: Apache-2.0
// Note: a text and signatures of it (c2sp.org/signed-note v1.0.0). Its bytes are
//
//   text, which ends with LF
//   LF
//   one line a signature:  — <key name> <base64 of 4 key id | signature> LF
//
// UTF-8 without control characters below U+0020 but LF. The dash is U+2014. The last empty line
// separates text and signatures. Base64 is read strictly, so a note has exactly one spelling.
//
// Do not trust a note until check_note() has found a signature by a key that the reader trusts.
// Sentences in unexpected values are for people: what is wrong, where, and the remedy. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/ed25519.h"
#include "crypto/verifier_key.h"

namespace pledgebook::crypto {

// Enough for 16 signatures of the longest post-quantum kind, as the specification requires, and for
// the log's own keys and a witness for each line of a policy (witness_policy.h).
inline constexpr std::size_t kNoteBytesMax = 131'072;
inline constexpr std::size_t kNoteSignaturesMax = 64;

struct NoteSignature {
  std::string name;
  NoteKeyId key;
  std::vector<std::byte> bytes;  // what follows the key id; at least one

  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

// As parse_note() gives it: the text passes is_note_text(), each name is_key_name(), and there are
// 1 to 64 signatures.
struct Note {
  std::string text;
  std::vector<NoteSignature> signatures;

  friend bool operator==(const Note&, const Note&) = default;
};

// Whether `text` may be signed as a note: UTF-8, no control characters but LF, LF at its end.
[[nodiscard]] bool is_note_text(std::string_view text) noexcept;

[[nodiscard]] std::expected<Note, std::string> parse_note(std::string_view bytes);
[[nodiscard]] std::string encode_note(const Note& note);

// The signature lines alone, as in a witness's answer.
[[nodiscard]] std::expected<std::vector<NoteSignature>, std::string> parse_note_signatures(
    std::string_view lines);
[[nodiscard]] std::string encode_note_signatures(std::span<const NoteSignature> signatures);

// A signature of type 0x01 over `text`. Refuses a text that cannot be a note, a verifier key of
// another type, and a secret key that is not the verifier key's.
[[nodiscard]] std::expected<NoteSignature, std::string> sign_text(std::string_view text,
                                                                  const VerifierKey& key,
                                                                  const SecretKey& secret);

// Whether the signature names this key. Says nothing about its validity.
[[nodiscard]] bool is_of(const NoteSignature& signature, const VerifierKey& key) noexcept;

// The result of checking one key's signature lines.
enum class KeyVerdict : std::uint8_t {
  absent,  // there is none: to be ignored, as lines of unknown keys are
  valid,   // there is at least one, and each is valid
  invalid  // at least one is not valid: the whole note is to be rejected
};
// For a key of type 0x01. For a cosignature key the result is absent: its signatures are over
// another message (ledger/proof/cosignature.h).
[[nodiscard]] KeyVerdict check_note(const Note& note, const VerifierKey& key) noexcept;

}  // namespace pledgebook::crypto
