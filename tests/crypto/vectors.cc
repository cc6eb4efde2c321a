// SPDX-License-Identifier: Apache-2.0
// Reading test vectors.
#include "tests/crypto/vectors.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "crypto/hex.h"
#include "crypto/sha256.h"

namespace pledgebook::crypto {
namespace {

std::optional<boost::json::value> parse_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(text.str(), error);
  EXPECT_FALSE(error) << path << ": " << error.message();
  return value;
}

// A file of tests/vectors.
boost::json::value own_vectors(std::string_view file_name) {
  auto vectors =
      parse_file(std::filesystem::path(PLEDGEBOOK_SOURCE_DIR "/tests/vectors") / file_name);
  EXPECT_TRUE(vectors.has_value()) << "tests/vectors/" << file_name << " is missing";
  return vectors ? *std::move(vectors) : boost::json::value();
}

}  // namespace

const boost::json::value& golden_vectors() {
  static const boost::json::value vectors = own_vectors("crypto.json");
  return vectors;
}

const boost::json::value& proof_vectors() {
  static const boost::json::value vectors = own_vectors("proof.json");
  return vectors;
}

const boost::json::value& edge_cases() {
  static const boost::json::value vectors = own_vectors("edge_cases.json");
  return vectors;
}

std::filesystem::path public_vectors_directory() {
  const char* directory = std::getenv("PLEDGEBOOK_PUBLIC_VECTORS");
  return directory != nullptr ? directory : PLEDGEBOOK_SOURCE_DIR "/../shared/vectors";
}

std::optional<boost::json::value> public_vectors(std::string_view file_name) {
  return parse_file(public_vectors_directory() / file_name);
}

std::vector<std::byte> bytes_of(const boost::json::value& hex) {
  auto bytes = from_hex(text_of(hex));
  EXPECT_TRUE(bytes.has_value()) << "not hexadecimal: " << hex;
  return bytes.value_or(std::vector<std::byte>{});
}

Hash hash_of(const boost::json::value& hex) {
  const auto hash = Hash::from_hex(text_of(hex));
  EXPECT_TRUE(hash.has_value()) << "no hash: " << hex;
  return hash.value_or(Hash{});
}

std::vector<Hash> hashes_of(const boost::json::value& array) {
  std::vector<Hash> hashes;
  for (const boost::json::value& hex : array.as_array()) hashes.push_back(hash_of(hex));
  return hashes;
}

std::string_view text_of(const boost::json::value& text) { return text.as_string(); }

Hash some_hash(std::uint64_t seed) { return sha256(as_bytes("some hash " + std::to_string(seed))); }

}  // namespace pledgebook::crypto
