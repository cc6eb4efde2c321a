// SPDX-License-Identifier: Apache-2.0
// Vectors published by others, if they are beside the source tree: 914 Ed25519 edge cases
// (C2SP/CCTV) and the Merkle proofs of transparency-dev/merkle.
#include <gtest/gtest.h>
#include <sodium.h>

#include "crypto/base64.h"
#include "crypto/ed25519.h"
#include "crypto/merkle.h"
#include "crypto/sha256.h"
#include "tests/crypto/vectors.h"

namespace pledgebook::crypto {
namespace {

using boost::json::value;

#define LOAD_OR_SKIP(name, file)                                                 \
  const auto name = public_vectors((file));                                      \
  if (!(name))                                                                   \
  GTEST_SKIP() << (file) << " is not in " << public_vectors_directory().string() \
               << "; set PLEDGEBOOK_PUBLIC_VECTORS to the directory that holds it"

const unsigned char* raw(const std::vector<std::byte>& bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// Nothing if it is not base64 of 32 bytes: several inclusion cases have such leaves and roots; all
// must be refused.
std::optional<Hash> hash_in_base64(const value& text) {
  const auto bytes = from_base64(text_of(text));
  return bytes ? Hash::from_bytes(*bytes) : std::nullopt;
}

// Several consistency cases have words instead of roots ("don't care"); one of them must be
// accepted. We use the SHA-256 of the word: equal words stay equal, and differ from every other
// hash.
std::optional<Hash> root_in_base64(const value& text) {
  const auto bytes = from_base64(text_of(text));
  if (!bytes) return std::nullopt;
  return bytes->size() == Hash::kSize ? Hash::from_bytes(*bytes) : sha256(*bytes);
}

// Null means an empty proof. Nothing if an entry is not a hash.
std::optional<std::vector<Hash>> proof_in_base64(const value& proof) {
  std::vector<Hash> hashes;
  if (proof.is_null()) return hashes;
  for (const value& each : proof.as_array()) {
    const auto hash = hash_in_base64(each);
    if (!hash) return std::nullopt;
    hashes.push_back(*hash);
  }
  return hashes;
}

// libsodium itself accepts 43 of the signatures; 42 of them are under keys with a low-order
// component, which we never admit as a PublicKey. Wherever a key is admitted the verdicts are the
// same.
TEST(PublicVectors, Ed25519VerdictsAreThoseOfLibsodium) {
  LOAD_OR_SKIP(vectors, "ed25519_cctv.json");
  ASSERT_EQ(vectors->as_array().size(), 914U);
  ASSERT_GE(sodium_init(), 0);
  int sodium_accepts = 0;
  int keys_admitted = 0;
  int we_accept = 0;
  for (const value& each : vectors->as_array()) {
    const auto key_bytes = bytes_of(each.at("key"));
    const auto signature_bytes = bytes_of(each.at("sig"));
    const Bytes message = as_bytes(text_of(each.at("msg")));
    const bool sodium_verdict =
        crypto_sign_verify_detached(raw(signature_bytes),
                                    reinterpret_cast<const unsigned char*>(message.data()),
                                    message.size(), raw(key_bytes)) == 0;
    sodium_accepts += sodium_verdict ? 1 : 0;

    const auto key = PublicKey::parse(key_bytes);
    const auto signature = Signature::from_bytes(signature_bytes);
    ASSERT_TRUE(signature);
    EXPECT_EQ(key.has_value(), crypto_core_ed25519_is_valid_point(raw(key_bytes)) == 1);
    if (!key) continue;
    ++keys_admitted;
    const bool our_verdict = verify(*key, message, *signature);
    EXPECT_EQ(our_verdict, sodium_verdict) << each.at("number");
    we_accept += our_verdict ? 1 : 0;
  }
  EXPECT_EQ(sodium_accepts, 43);
  EXPECT_EQ(keys_admitted, 28);
  EXPECT_EQ(we_accept, 1);
}

TEST(PublicVectors, MerkleInclusion) {
  LOAD_OR_SKIP(vectors, "merkle_inclusion.json");
  EXPECT_EQ(vectors->as_array().size(), 98U);
  for (const value& each : vectors->as_array()) {
    const auto leaf = hash_in_base64(each.at("leafHash"));
    const auto root = hash_in_base64(each.at("root"));
    const auto proof = proof_in_base64(each.at("proof"));
    const bool accepted =
        leaf && root && proof &&
        check_inclusion(*leaf, each.at("leafIdx").to_number<std::uint64_t>(),
                        each.at("treeSize").to_number<std::uint64_t>(), *proof, *root);
    EXPECT_EQ(accepted, !each.at("wantErr").as_bool()) << each.at("case");
  }
}

TEST(PublicVectors, MerkleConsistency) {
  LOAD_OR_SKIP(vectors, "merkle_consistency.json");
  EXPECT_EQ(vectors->as_array().size(), 98U);
  for (const value& each : vectors->as_array()) {
    const auto from_root = root_in_base64(each.at("root1"));
    const auto to_root = root_in_base64(each.at("root2"));
    const auto proof = proof_in_base64(each.at("proof"));
    const bool accepted =
        from_root && to_root && proof &&
        check_consistency(each.at("size1").to_number<std::uint64_t>(), *from_root,
                          each.at("size2").to_number<std::uint64_t>(), *to_root, *proof);
    EXPECT_EQ(accepted, !each.at("wantErr").as_bool()) << each.at("case");
  }
}

}  // namespace
}  // namespace pledgebook::crypto
