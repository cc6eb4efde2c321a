// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include <array>
#include <span>

#include "crypto/base64.h"
#include "crypto/hex.h"
#include "crypto/key_file.h"
#include "crypto/sha256.h"
#include "tests/crypto/vectors.h"

namespace pledgebook::crypto {
namespace {

using ::testing::HasSubstr;

SecretKey some_key() { return SecretKey::from_seed(sha256(as_bytes("a key in PEM")).bytes); }

// Encryption is slow on purpose, so the tests share one encrypted key.
constexpr std::string_view kPassphrase = "correct horse";
const std::string& encrypted() {
  static const std::string pem = to_encrypted_pem(some_key(), kPassphrase).value();
  return pem;
}

// The sentence with which `pem` is refused.
std::string refusal(std::string_view pem, std::string_view passphrase = "") {
  const auto key = parse_secret_key_pem(pem, passphrase);
  return key ? "(accepted)" : key.error();
}

std::string in_armour(std::string_view label, Bytes der) {
  std::string name(label);
  return "-----BEGIN " + name + "-----\n" + to_base64(der) + "\n-----END " + name + "-----\n";
}

// The DER of some_key(), 48 bytes.
std::vector<std::byte> some_der() {
  std::string pem = to_pem(some_key());
  pem = pem.substr(pem.find('\n') + 1, 64);
  return from_base64(pem).value();
}

TEST(KeyPem, WritesTheExampleOfRfc8410) {
  const auto seed =
      from_hex("d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842").value();
  const auto key = SecretKey::from_seed(std::span(seed).first<SecretKey::kSeedSize>());

  EXPECT_EQ(to_pem(key),
            "-----BEGIN PRIVATE KEY-----\n"
            "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
            "-----END PRIVATE KEY-----\n");
  EXPECT_EQ(to_pem(key.public_key()),
            "-----BEGIN PUBLIC KEY-----\n"
            "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
            "-----END PUBLIC KEY-----\n");
}

TEST(KeyPem, RoundTripsPlainKeys) {
  const auto key = parse_secret_key_pem(to_pem(some_key()), "");

  ASSERT_TRUE(key) << key.error();
  EXPECT_EQ(to_hex(key->seed()), to_hex(some_key().seed()));
  EXPECT_EQ(key->public_key(), some_key().public_key());
}

TEST(KeyPem, RoundTripsEncryptedKeys) {
  const auto key = parse_secret_key_pem(encrypted(), kPassphrase);

  ASSERT_TRUE(key) << key.error();
  EXPECT_EQ(to_hex(key->seed()), to_hex(some_key().seed()));
}

TEST(KeyPem, RoundTripsPublicKeys) {
  EXPECT_EQ(parse_public_key_pem(to_pem(some_key().public_key())), some_key().public_key());
}

TEST(KeyPem, EncryptsDifferentlyEachTime) {
  EXPECT_NE(to_encrypted_pem(some_key(), kPassphrase), encrypted());
}

TEST(KeyPem, SaysWhetherAPassphraseIsNeeded) {
  EXPECT_TRUE(is_encrypted_pem(encrypted()));
  EXPECT_TRUE(is_encrypted_pem("a comment\n" + encrypted()));
  EXPECT_FALSE(is_encrypted_pem(to_pem(some_key())));
  EXPECT_FALSE(is_encrypted_pem(to_pem(some_key()) + encrypted()));
  EXPECT_FALSE(is_encrypted_pem("see -----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
  EXPECT_FALSE(is_encrypted_pem("-----BEGIN ENCRYPTED PRIVATE KEYS-----\n"));
  EXPECT_FALSE(is_encrypted_pem("-----BEGIN ENCRYPTED PRIVATE KEY"));
  EXPECT_FALSE(is_encrypted_pem(""));
}

TEST(KeyPem, AcceptsCommentsBeforeAndLineEndsOfOtherSystems) {
  std::string pem = "Key of the ministry\n" + to_pem(some_key());
  EXPECT_TRUE(parse_secret_key_pem(pem, ""));
  for (std::size_t at = 0; (at = pem.find('\n', at)) != std::string::npos; at += 2) {
    pem.replace(at, 1, "\r\n");
  }
  EXPECT_TRUE(parse_secret_key_pem(pem, ""));
}

// Only the last line end may be missing.
TEST(KeyPem, RefusesTruncationAtEveryLength) {
  for (const auto& [pem, passphrase] :
       {std::pair(to_pem(some_key()), std::string_view()), std::pair(encrypted(), kPassphrase)}) {
    for (std::size_t size = 0; size + 1 < pem.size(); ++size) {
      EXPECT_FALSE(parse_secret_key_pem(pem.substr(0, size), passphrase)) << size;
    }
  }
  const std::string pem = to_pem(some_key().public_key());
  for (std::size_t size = 0; size + 1 < pem.size(); ++size) {
    EXPECT_FALSE(parse_public_key_pem(pem.substr(0, size))) << size;
  }
}

TEST(KeyPem, RefusesDerCutOrExtended) {
  const std::vector<std::byte> der = some_der();
  ASSERT_TRUE(parse_secret_key_pem(in_armour("PRIVATE KEY", der), ""));
  for (std::size_t size = 0; size < der.size(); ++size) {
    EXPECT_FALSE(parse_secret_key_pem(in_armour("PRIVATE KEY", Bytes(der).first(size)), ""))
        << size;
  }
  std::vector<std::byte> longer = der;
  longer.push_back(std::byte{0});
  EXPECT_FALSE(parse_secret_key_pem(in_armour("PRIVATE KEY", longer), ""));
}

// A changed bit before the seed makes another structure or algorithm: never a key, except in the
// version number.
TEST(KeyPem, RefusesEveryFlippedBitOfTheStructure) {
  constexpr std::size_t kVersionAt = 4;
  const std::vector<std::byte> der = some_der();
  for (std::size_t bit = 0; bit < 8 * (der.size() - SecretKey::kSeedSize); ++bit) {
    if (bit / 8 == kVersionAt) continue;
    std::vector<std::byte> altered = der;
    altered[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_FALSE(parse_secret_key_pem(in_armour("PRIVATE KEY", altered), "")) << bit;
  }
}

TEST(KeyPem, RefusesDamageToAnEncryptedKey) {
  std::string pem = encrypted();
  const std::size_t at = pem.rfind("\n-----END") - 8;
  pem[at] = pem[at] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(parse_secret_key_pem(pem, kPassphrase));
}

// An encrypted key that takes so many rounds of PBKDF2 to open; it holds nothing.
std::string with_rounds(int rounds) {
  X509_SIG* sealed = X509_SIG_new();
  X509_ALGOR* algorithm = nullptr;
  ASN1_OCTET_STRING* content = nullptr;
  X509_SIG_getm(sealed, &algorithm, &content);
  X509_ALGOR* made =
      PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), rounds, nullptr, 0, nullptr, NID_hmacWithSHA256);
  X509_ALGOR_copy(algorithm, made);
  X509_ALGOR_free(made);
  const std::array<unsigned char, 64> nothing{};
  ASN1_OCTET_STRING_set(content, nothing.data(), static_cast<int>(nothing.size()));
  unsigned char* der = nullptr;
  const int size = i2d_X509_SIG(sealed, &der);
  std::string pem = in_armour("ENCRYPTED PRIVATE KEY",
                              std::as_bytes(std::span(der, static_cast<std::size_t>(size))));
  OPENSSL_free(der);
  X509_SIG_free(sealed);
  return pem;
}

TEST(KeyPem, RefusesMoreRoundsThanAPersonWaitsFor) {
  EXPECT_THAT(refusal(with_rounds(2'048), "p"), HasSubstr("passphrase does not open the key"));
  EXPECT_THAT(refusal(with_rounds(10'000'001), "p"), HasSubstr("10,000,000 rounds of PBKDF2"));
  EXPECT_THAT(refusal(with_rounds(2'147'483'647), "p"), HasSubstr("10,000,000 rounds of PBKDF2"));
}

TEST(KeyPem, SaysWhatIsWrongAndWhatToDo) {
  const auto& keys = golden_vectors().at("other_keys").as_array();
  EXPECT_THAT(refusal(encrypted()), HasSubstr("is encrypted; give its passphrase"));
  EXPECT_THAT(refusal(encrypted(), "wrong"), HasSubstr("passphrase does not open the key; check"));
  EXPECT_THAT(refusal(encrypted(), std::string(1025, 'x')), HasSubstr("passphrase is too long"));
  EXPECT_THAT(refusal("ssh-ed25519 AAAA"),
              HasSubstr("OpenSSH keys are not supported; make one with `pledgebook key new`"));
  EXPECT_THAT(refusal("-----BEGIN"), HasSubstr("not a complete PEM text"));
  EXPECT_THAT(refusal(to_pem(some_key().public_key())), HasSubstr("this is a public key"));
  EXPECT_THAT(refusal(to_pem(some_key()) + to_pem(some_key())), HasSubstr("text after the key"));
  EXPECT_THAT(refusal(std::string(kKeyFileBytesMax + 1, '\n')), HasSubstr("too long"));
  EXPECT_THAT(refusal(in_armour("CERTIFICATE", some_der())), HasSubstr("holds no PRIVATE KEY"));
  EXPECT_THAT(refusal(text_of(keys.at(0).at("pem"))), HasSubstr("id-ecPublicKey, not Ed25519"));
  EXPECT_THAT(refusal(text_of(keys.at(1).at("pem"))),
              HasSubstr("make one with `pledgebook key new`"));
  EXPECT_THAT(refusal(text_of(keys.at(2).at("pem"))), HasSubstr("rsaEncryption, not Ed25519"));
  EXPECT_THAT(refusal(in_armour("OPENSSH PRIVATE KEY", some_der())), HasSubstr("not supported"));
  EXPECT_THAT(refusal(text_of(keys.at(3).at("pem"))), HasSubstr("X25519, not Ed25519"));
}

TEST(KeyPem, RefusesOtherThingsThanPublicKeys) {
  EXPECT_THAT(parse_public_key_pem(to_pem(some_key())).error(), HasSubstr("this is a secret key"));
  EXPECT_THAT(parse_public_key_pem(encrypted()).error(), HasSubstr("this is a secret key"));
  for (const auto& each : golden_vectors().at("other_keys").as_array()) {
    EXPECT_THAT(parse_public_key_pem(text_of(each.at("public_pem"))).error(),
                HasSubstr("not Ed25519"));
  }
}

TEST(KeyPem, RefusesPublicKeysThatAreNoSafePoint) {
  for (const auto& each : golden_vectors().at("ed25519_keys_refused").as_array()) {
    std::vector<std::byte> der = from_hex("302a300506032b6570032100").value();
    const auto bytes = bytes_of(each.at("key"));
    der.insert(der.end(), bytes.begin(), bytes.end());
    const auto key = parse_public_key_pem(in_armour("PUBLIC KEY", der));
    ASSERT_FALSE(key) << each;
    EXPECT_THAT(key.error(), HasSubstr("not a valid Ed25519 point")) << each;
  }
}

TEST(KeyPem, RefusesToEncryptUnderAnUnfitPassphrase) {
  EXPECT_FALSE(to_encrypted_pem(some_key(), ""));
  EXPECT_FALSE(to_encrypted_pem(some_key(), std::string(kPassphraseBytesMax + 1, 'x')));
}

}  // namespace
}  // namespace pledgebook::crypto
