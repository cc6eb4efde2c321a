// SPDX-License-Identifier: Apache-2.0
// tests/vectors/edge_cases.json: signatures and proofs at the edges of what is accepted, against
// ours and, for signatures, against libsodium itself. Its JSON is in canonical_json_test.cc.
#include <gtest/gtest.h>
#include <sodium.h>

#include <boost/json/array.hpp>
#include <charconv>
#include <set>

#include "crypto/ed25519.h"
#include "crypto/merkle.h"
#include "tests/crypto/vectors.h"

namespace pledgebook::crypto {
namespace {

using boost::json::value;

const boost::json::array& cases(std::string_view name) { return edge_cases().at(name).as_array(); }

const unsigned char* raw(const std::vector<std::byte>& bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// A size or index, as a string: it may exceed the integers of JSON programs.
std::uint64_t number_of(const value& text) {
  const std::string_view digits = text_of(text);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  EXPECT_EQ(error, std::errc()) << digits;
  EXPECT_EQ(end, digits.data() + digits.size()) << digits;
  return number;
}

TEST(EdgeCases, Ed25519) {
  ASSERT_GE(sodium_init(), 0);
  std::set<std::pair<bool, bool>> seen;
  for (const value& each : cases("ed25519")) {
    const auto key_bytes = bytes_of(each.at("key"));
    const auto message = bytes_of(each.at("message"));
    const auto signature_bytes = bytes_of(each.at("signature"));
    const bool admitted = each.at("admitted").as_bool();
    const bool valid = each.at("valid").as_bool();

    const auto key = PublicKey::parse(key_bytes);
    const auto signature = Signature::from_bytes(signature_bytes);
    ASSERT_TRUE(signature);
    EXPECT_EQ(key.has_value(), admitted) << each.at("what");
    EXPECT_EQ(crypto_sign_verify_detached(raw(signature_bytes), raw(message), message.size(),
                                          raw(key_bytes)) == 0,
              valid)
        << each.at("what");
    if (key) {
      EXPECT_EQ(verify(*key, message, *signature), valid) << each.at("what");
    }
    seen.emplace(admitted, valid);
  }
  EXPECT_EQ(seen.size(), 4U) << "some kind of case is not there at all";
}

TEST(EdgeCases, MerkleInclusion) {
  std::size_t valid = 0;
  for (const value& each : cases("merkle_inclusion")) {
    const bool accepted = check_inclusion(hash_of(each.at("leaf")), number_of(each.at("index")),
                                          number_of(each.at("size")), hashes_of(each.at("proof")),
                                          hash_of(each.at("root")));
    EXPECT_EQ(accepted, each.at("valid").as_bool()) << each;
    valid += accepted ? 1U : 0U;
  }
  EXPECT_GE(valid, 7U);
}

TEST(EdgeCases, MerkleConsistency) {
  std::size_t valid = 0;
  for (const value& each : cases("merkle_consistency")) {
    const bool accepted = check_consistency(
        number_of(each.at("from")), hash_of(each.at("from_root")), number_of(each.at("to")),
        hash_of(each.at("to_root")), hashes_of(each.at("proof")));
    EXPECT_EQ(accepted, each.at("valid").as_bool()) << each;
    valid += accepted ? 1U : 0U;
  }
  EXPECT_GE(valid, 8U);
}

}  // namespace
}  // namespace pledgebook::crypto
