// SPDX-License-Identifier: Apache-2.0
// SignedStatement: a statement's bytes with their signatures; on the wire and in files a DSSE JSON
// envelope (docs/FORMAT.md, "Signature"). The envelope itself is malleable and never hashed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crypto/ed25519.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/refusal.h"

namespace pledgebook::ledger {

// A DSSE envelope of the largest statement with the most signatures, in base64, with room for white
// space.
inline constexpr std::size_t kEnvelopeBytesMax = 65'536;

struct KeySignature {
  KeyId key;
  crypto::Signature signature;
  friend bool operator==(const KeySignature&, const KeySignature&) = default;
};

struct SignedStatement {
  std::string payload;
  std::vector<KeySignature> signatures;  // ascending by key, each key once
  friend bool operator==(const SignedStatement&, const SignedStatement&) = default;
};

// Reads a DSSE JSON envelope. Both base64 alphabets and unknown members are accepted, as DSSE 1.0.2
// requires. Refuses a wrong payload type, too many signatures, two signatures by one key, and a
// keyid that is not 64 hex digits.
[[nodiscard]] Admitted<SignedStatement> decode_envelope(std::string_view text);
[[nodiscard]] std::string encode_envelope(const SignedStatement& statement);

// Signs `payload` with each key; the result is in order.
[[nodiscard]] SignedStatement sign_statement(std::string payload,
                                             const std::vector<const crypto::SecretKey*>& keys);

}  // namespace pledgebook::ledger
