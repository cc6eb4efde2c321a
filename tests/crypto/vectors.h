// SPDX-License-Identifier: Apache-2.0
// Reading test vectors: JSON files, and bytes written in them.
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/hash.h"

namespace pledgebook::crypto {

// Our own vectors, tests/vectors/crypto.json; the calling test fails if they cannot be read.
[[nodiscard]] const boost::json::value& golden_vectors();
// Those of the proofs' text formats, tests/vectors/proof.json; likewise.
[[nodiscard]] const boost::json::value& proof_vectors();
// Signatures and proofs at the edges of what is accepted, tests/vectors/edge_cases.json; likewise.
[[nodiscard]] const boost::json::value& edge_cases();

// The folder of vectors made by others: $PLEDGEBOOK_PUBLIC_VECTORS, or shared/vectors beside the
// source tree.
[[nodiscard]] std::filesystem::path public_vectors_directory();
// Nothing if the file is absent.
[[nodiscard]] std::optional<boost::json::value> public_vectors(std::string_view file_name);

// The bytes of a JSON string in hexadecimal; the calling test fails for any other value.
[[nodiscard]] std::vector<std::byte> bytes_of(const boost::json::value& hex);
[[nodiscard]] Hash hash_of(const boost::json::value& hex);
// The same for an array of such strings.
[[nodiscard]] std::vector<Hash> hashes_of(const boost::json::value& array);
[[nodiscard]] std::string_view text_of(const boost::json::value& text);

// A digest made from `seed`, for tests that need some hash.
[[nodiscard]] Hash some_hash(std::uint64_t seed);

}  // namespace pledgebook::crypto
