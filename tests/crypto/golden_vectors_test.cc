// SPDX-License-Identifier: Apache-2.0
// tests/vectors/crypto.json, made by another implementation, against ours.
#include <gtest/gtest.h>

#include "crypto/base64.h"
#include "crypto/dsse.h"
#include "crypto/ed25519.h"
#include "crypto/hex.h"
#include "crypto/key_file.h"
#include "crypto/merkle.h"
#include "crypto/sha256.h"
#include "tests/crypto/vectors.h"

namespace pledgebook::crypto {
namespace {

using boost::json::value;

const boost::json::array& cases(std::string_view name) {
  return golden_vectors().at(name).as_array();
}

TEST(GoldenVectors, Sha256) {
  for (const value& each : cases("sha256")) {
    EXPECT_EQ(sha256(bytes_of(each.at("input"))), hash_of(each.at("digest")));
  }
}

TEST(GoldenVectors, Base64) {
  const value& vectors = golden_vectors().at("base64");
  for (const value& each : vectors.at("valid").as_array()) {
    const auto bytes = bytes_of(each.at("input"));
    EXPECT_EQ(to_base64(bytes), text_of(each.at("base64")));
    EXPECT_EQ(from_base64(text_of(each.at("base64"))), bytes);
    EXPECT_EQ(from_base64_any(text_of(each.at("url_safe_unpadded"))), bytes);
  }
  for (const value& each : vectors.at("refused").as_array()) {
    EXPECT_FALSE(from_base64(text_of(each))) << each;
  }
}

TEST(GoldenVectors, Ed25519) {
  for (const value& each : cases("ed25519")) {
    const auto seed = bytes_of(each.at("seed"));
    const auto message = bytes_of(each.at("message"));
    const auto key = SecretKey::from_seed(std::span(seed).first<SecretKey::kSeedSize>());
    const auto signature = Signature::from_bytes(bytes_of(each.at("signature")));
    ASSERT_TRUE(signature);

    EXPECT_EQ(PublicKey::parse(bytes_of(each.at("public_key"))), key.public_key());
    EXPECT_EQ(key.public_key().id(), hash_of(each.at("key_id")));
    EXPECT_EQ(key.sign(message), *signature);
    EXPECT_TRUE(verify(key.public_key(), message, *signature));
  }
}

TEST(GoldenVectors, Ed25519KeysRefused) {
  for (const value& each : cases("ed25519_keys_refused")) {
    EXPECT_FALSE(PublicKey::parse(bytes_of(each.at("key")))) << each.at("why");
  }
}

TEST(GoldenVectors, DssePae) {
  for (const value& each : cases("dsse_pae")) {
    const auto body = bytes_of(each.at("body"));
    const std::string encoded = pae(text_of(each.at("type")), body);

    EXPECT_EQ(to_hex(as_bytes(encoded)), text_of(each.at("pae")));
    EXPECT_EQ(encoded, text_of(each.at("pae_text")));
    EXPECT_EQ(pae_hash(text_of(each.at("type")), body), hash_of(each.at("sha256")));
  }
}

TEST(GoldenVectors, MerkleTree) {
  const value& tree = golden_vectors().at("merkle");
  const std::vector<Hash> leaves = hashes_of(tree.at("leaf_hashes"));
  const std::vector<Hash> roots = hashes_of(tree.at("roots"));
  ASSERT_EQ(roots.size(), leaves.size() + 1);
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    EXPECT_EQ(leaf_hash(bytes_of(tree.at("records").at(i))), leaves[i]);
  }
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    EXPECT_EQ(root(std::span(leaves).first(size)), roots[size]) << size;
  }
}

TEST(GoldenVectors, MerkleProofs) {
  const value& tree = golden_vectors().at("merkle");
  const std::vector<Hash> leaves = hashes_of(tree.at("leaf_hashes"));
  const std::vector<Hash> roots = hashes_of(tree.at("roots"));
  for (const value& each : tree.at("inclusion").as_array()) {
    const auto index = each.at("index").to_number<std::uint64_t>();
    const auto size = each.at("size").to_number<std::uint64_t>();
    const std::vector<Hash> proof = hashes_of(each.at("proof"));
    EXPECT_EQ(prove_inclusion(index, std::span(leaves).first(size)), proof) << each;
    EXPECT_TRUE(check_inclusion(leaves[index], index, size, proof, roots[size])) << each;
  }
  for (const value& each : tree.at("consistency").as_array()) {
    const auto from = each.at("from").to_number<std::uint64_t>();
    const auto to = each.at("to").to_number<std::uint64_t>();
    const std::vector<Hash> proof = hashes_of(each.at("proof"));
    EXPECT_EQ(prove_consistency(from, std::span(leaves).first(to)), proof) << each;
    EXPECT_TRUE(check_consistency(from, roots[from], to, roots[to], proof)) << each;
  }
}

TEST(GoldenVectors, KeysInPem) {
  const value& keys = golden_vectors().at("keys");
  const auto seed = bytes_of(keys.at("seed"));
  const auto key = SecretKey::from_seed(std::span(seed).first<SecretKey::kSeedSize>());

  const auto plain = parse_secret_key_pem(text_of(keys.at("pem")), "");
  const auto opened =
      parse_secret_key_pem(text_of(keys.at("encrypted_pem")), text_of(keys.at("passphrase")));
  const auto published = parse_public_key_pem(text_of(keys.at("public_pem")));

  ASSERT_TRUE(plain) << plain.error();
  ASSERT_TRUE(opened) << opened.error();
  ASSERT_TRUE(published) << published.error();
  EXPECT_EQ(to_hex(plain->seed()), to_hex(seed));
  EXPECT_EQ(to_hex(opened->seed()), to_hex(seed));
  EXPECT_EQ(*published, key.public_key());
  EXPECT_EQ(to_pem(key), text_of(keys.at("pem")));
  EXPECT_EQ(to_pem(key.public_key()), text_of(keys.at("public_pem")));
}

TEST(GoldenVectors, OtherKindsOfKeysRefused) {
  for (const value& each : cases("other_keys")) {
    EXPECT_FALSE(parse_secret_key_pem(text_of(each.at("pem")), "")) << each.at("kind");
    EXPECT_FALSE(parse_public_key_pem(text_of(each.at("public_pem")))) << each.at("kind");
  }
}

}  // namespace
}  // namespace pledgebook::crypto
