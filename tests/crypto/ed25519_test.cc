// SPDX-License-Identifier: Apache-2.0
#include "crypto/ed25519.h"

#include <gtest/gtest.h>

#include <type_traits>
#include <utility>

#include "crypto/hex.h"
#include "crypto/sha256.h"

namespace pledgebook::crypto {
namespace {

static_assert(!std::is_copy_constructible_v<SecretKey> && !std::is_copy_assignable_v<SecretKey>);
static_assert(std::is_nothrow_move_constructible_v<SecretKey>);
static_assert(!std::is_default_constructible_v<PublicKey>);

SecretKey key_of(std::string_view seed_hex) {
  const std::vector<std::byte> seed = from_hex(seed_hex).value();
  return SecretKey::from_seed(std::span(seed).first<SecretKey::kSeedSize>());
}

SecretKey key_number(int number) {
  return SecretKey::from_seed(sha256(as_bytes("key " + std::to_string(number))).bytes);
}

struct Rfc8032Vector {
  std::string_view seed, public_key, message, signature;
};

constexpr Rfc8032Vector kRfc8032[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"}};

TEST(Ed25519, SignsAndVerifiesTheVectorsOfRfc8032) {
  for (const Rfc8032Vector& vector : kRfc8032) {
    const SecretKey key = key_of(vector.seed);
    const std::vector<std::byte> message = from_hex(vector.message).value();

    const Signature signature = key.sign(message);

    EXPECT_EQ(to_hex(key.public_key().bytes()), vector.public_key);
    EXPECT_EQ(to_hex(signature.bytes), vector.signature);
    EXPECT_TRUE(verify(key.public_key(), message, signature));
  }
}

TEST(Ed25519, RefusesEveryFlippedBitOfASignature) {
  const SecretKey key = key_number(1);
  const Bytes message = as_bytes("we pledge to connect 500 schools");
  const Signature good = key.sign(message);
  ASSERT_TRUE(verify(key.public_key(), message, good));
  for (std::size_t bit = 0; bit < 8 * Signature::kSize; ++bit) {
    Signature bad = good;
    bad.bytes[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_FALSE(verify(key.public_key(), message, bad)) << bit;
  }
}

TEST(Ed25519, RefusesEveryFlippedBitAndEveryTruncationOfAMessage) {
  const SecretKey key = key_number(1);
  const std::string message = "we pledge to connect 500 schools";
  const Signature signature = key.sign(as_bytes(message));
  for (std::size_t bit = 0; bit < 8 * message.size(); ++bit) {
    std::string other = message;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(verify(key.public_key(), as_bytes(other), signature)) << bit;
  }
  for (std::size_t size = 0; size < message.size(); ++size) {
    EXPECT_FALSE(verify(key.public_key(), as_bytes(message).first(size), signature)) << size;
  }
}

TEST(Ed25519, RefusesAnotherKey) {
  const Bytes message = as_bytes("message");
  EXPECT_FALSE(verify(key_number(2).public_key(), message, key_number(1).sign(message)));
}

TEST(Signature, ReadsExactly64Bytes) {
  const Signature signature = key_number(1).sign({});
  const Bytes bytes(signature.bytes);

  EXPECT_EQ(Signature::from_bytes(bytes), signature);
  EXPECT_FALSE(Signature::from_bytes(bytes.first(63)));
  EXPECT_FALSE(Signature::from_bytes(std::vector<std::byte>(65)));
}

TEST(PublicKey, RoundTripsAndNamesItselfByItsHash) {
  const SecretKey secret = key_number(3);
  const PublicKey& key = secret.public_key();

  EXPECT_EQ(PublicKey::parse(key.bytes()), key);
  EXPECT_EQ(key.id(), sha256(key.bytes()));
  EXPECT_NE(key, key_number(4).public_key());
}

TEST(PublicKey, RefusesOtherLengths) {
  const std::vector<std::byte> bytes(33, std::byte{1});
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    EXPECT_FALSE(PublicKey::parse(Bytes(bytes).first(size))) << size;
  }
}

TEST(SecretKey, GivesItsSeedBack) {
  const Hash seed = sha256(as_bytes("seed"));
  const SecretKey key = SecretKey::from_seed(seed.bytes);

  EXPECT_EQ(to_hex(key.seed()), seed.hex());
}

TEST(SecretKey, GeneratesDifferentKeysThatSign) {
  const SecretKey a = SecretKey::generate();
  const SecretKey b = SecretKey::generate();

  EXPECT_NE(a.public_key(), b.public_key());
  EXPECT_TRUE(PublicKey::parse(a.public_key().bytes()));
  EXPECT_TRUE(verify(a.public_key(), as_bytes("m"), a.sign(as_bytes("m"))));
}

TEST(SecretKey, WipesWhatItIsMovedFrom) {
  const std::string zeros(64, '0');
  SecretKey a = key_number(5);
  const PublicKey expected = a.public_key();

  SecretKey b = std::move(a);
  // NOLINTNEXTLINE(bugprone-use-after-move): the wiped state is the subject
  EXPECT_EQ(to_hex(a.seed()), zeros);
  SecretKey c = key_number(6);
  c = std::move(b);
  EXPECT_EQ(to_hex(b.seed()), zeros);  // NOLINT(bugprone-use-after-move)

  EXPECT_EQ(c.public_key(), expected);
  EXPECT_TRUE(verify(expected, as_bytes("m"), c.sign(as_bytes("m"))));
}

TEST(RandomBytes, FillsTheWholeSpan) {
  // Each byte is zero by chance once in 256 times; sixteen times in a row means that it was not
  // written.
  std::array<bool, 40> written{};
  for (int round = 0; round < 16; ++round) {
    std::array<std::byte, 40> bytes{};
    random_bytes(bytes);
    for (std::size_t i = 0; i < bytes.size(); ++i) written[i] |= bytes[i] != std::byte{0};
  }
  for (const bool one : written) EXPECT_TRUE(one);
}

}  // namespace
}  // namespace pledgebook::crypto
