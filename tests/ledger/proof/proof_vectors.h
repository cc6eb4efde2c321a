// SPDX-License-Identifier: Apache-2.0
// The golden vectors of the proofs' text formats, tests/vectors/proof.json, and keys from them.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/hash.h"
#include "crypto/signed_note.h"
#include "crypto/verifier_key.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::ledger {

// A member of the file; the calling test fails if it is not there.
[[nodiscard]] const boost::json::value& proof_vectors(std::string_view member);

[[nodiscard]] std::string text_of(const boost::json::value& text);
[[nodiscard]] std::string bytes_of(const boost::json::value& hex);
[[nodiscard]] std::string base64_bytes_of(const boost::json::value& base64);
[[nodiscard]] crypto::Hash hash_of(const boost::json::value& hex);
[[nodiscard]] std::vector<crypto::Hash> hashes_of(const boost::json::value& array);
// A decimal written as a string.
[[nodiscard]] std::uint64_t decimal_of(const boost::json::value& text);
[[nodiscard]] crypto::VerifierKey key_of(const boost::json::value& vkey);
[[nodiscard]] crypto::SecretKey secret_of(const boost::json::value& hex_seed);
[[nodiscard]] Instant instant(std::int64_t posix_seconds);

// A key made from `number`, with the name "key.example/<number>".
struct NamedKey {
  crypto::SecretKey secret;
  crypto::VerifierKey key;
};
[[nodiscard]] NamedKey some_key(std::uint64_t number, crypto::NoteKeyType type);

// Calls `check` with the text after each flip of one bit.
void for_each_flipped_bit(const std::string& text,
                          const std::function<void(const std::string& flipped)>& check);

}  // namespace pledgebook::ledger
