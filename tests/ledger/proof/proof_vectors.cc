// SPDX-License-Identifier: Apache-2.0
#include "tests/ledger/proof/proof_vectors.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <fstream>
#include <iterator>

#include "crypto/base64.h"
#include "crypto/hex.h"
#include "crypto/sha256.h"

namespace pledgebook::ledger {

namespace json = boost::json;

const json::value& proof_vectors(std::string_view member) {
  static const json::value vectors = [] {
    std::ifstream file(PLEDGEBOOK_SOURCE_DIR "/tests/vectors/proof.json");
    return json::parse(
        std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>()));
  }();
  static const json::value nothing;
  const json::value* found = vectors.as_object().if_contains(member);
  EXPECT_NE(found, nullptr) << member;
  return found == nullptr ? nothing : *found;
}

std::string text_of(const json::value& text) { return std::string(text.as_string()); }

std::string bytes_of(const json::value& hex) {
  const auto bytes = crypto::from_hex(text_of(hex));
  EXPECT_TRUE(bytes.has_value()) << hex;
  return std::string(crypto::as_text(*bytes));
}

std::string base64_bytes_of(const json::value& base64) {
  const auto bytes = crypto::from_base64(text_of(base64));
  EXPECT_TRUE(bytes.has_value()) << base64;
  return std::string(crypto::as_text(*bytes));
}

crypto::Hash hash_of(const json::value& hex) { return *crypto::Hash::from_hex(text_of(hex)); }

std::vector<crypto::Hash> hashes_of(const json::value& array) {
  std::vector<crypto::Hash> hashes;
  for (const json::value& hex : array.as_array()) hashes.push_back(hash_of(hex));
  return hashes;
}

std::uint64_t decimal_of(const json::value& text) { return std::stoull(text_of(text)); }

crypto::VerifierKey key_of(const json::value& vkey) {
  const auto key = crypto::VerifierKey::parse(text_of(vkey));
  EXPECT_TRUE(key.has_value()) << key.error();
  return *key;
}

crypto::SecretKey secret_of(const json::value& hex_seed) {
  const crypto::Hash seed = hash_of(hex_seed);
  return crypto::SecretKey::from_seed(seed.bytes);
}

Instant instant(std::int64_t posix_seconds) { return Instant(std::chrono::seconds(posix_seconds)); }

NamedKey some_key(std::uint64_t number, crypto::NoteKeyType type) {
  const std::string name = "key.example/" + std::to_string(number);
  const crypto::Hash seed = crypto::sha256(crypto::as_bytes(name));
  crypto::SecretKey secret = crypto::SecretKey::from_seed(seed.bytes);
  const auto key = crypto::VerifierKey::of(name, secret.public_key(), type);
  return {std::move(secret), *key};
}

void for_each_flipped_bit(const std::string& text,
                          const std::function<void(const std::string& flipped)>& check) {
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string flipped = text;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    SCOPED_TRACE(bit);
    check(flipped);
  }
}

}  // namespace pledgebook::ledger
