// SPDX-License-Identifier: Apache-2.0
// Verifier keys: the specification's examples, golden vectors, and everything that must be refused.
#include "crypto/verifier_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "crypto/base64.h"
#include "crypto/hex.h"
#include "tests/crypto/vectors.h"

namespace pledgebook::crypto {
namespace {

// From c2sp.org/signed-note, "Verifier keys".
constexpr std::string_view kExample =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

PublicKey public_key_of(std::string_view base64_of_typed) {
  const auto bytes = from_base64(base64_of_typed);
  EXPECT_TRUE(bytes.has_value());
  return *PublicKey::parse(Bytes(*bytes).subspan(1));
}

TEST(VerifierKey, ReadsTheExampleOfTheSpecification) {
  const auto key = VerifierKey::parse(kExample);

  ASSERT_TRUE(key.has_value()) << key.error();
  EXPECT_EQ(key->name(), "example.com/foo");
  EXPECT_EQ(to_hex(key->key_id().bytes), "530d903a");
  EXPECT_EQ(key->type(), NoteKeyType::ed25519);
  EXPECT_EQ(key->text(), kExample);
}

// The key of Go's golang.org/x/mod/sumdb/note.
TEST(VerifierKey, IsWrittenAsOtherProgramsWriteIt) {
  const PublicKey key = public_key_of("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");

  const auto named = VerifierKey::of("PeterNeumann", key, NoteKeyType::ed25519);

  ASSERT_TRUE(named.has_value()) << named.error();
  EXPECT_EQ(named->text(), "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
}

TEST(VerifierKey, AgreesWithTheGoldenVectors) {
  for (const boost::json::value& vector : proof_vectors().at("keys").as_array()) {
    const auto type = static_cast<NoteKeyType>(vector.at("type").to_number<std::uint8_t>());
    const auto public_key = PublicKey::parse(bytes_of(vector.at("public_key")));
    ASSERT_TRUE(public_key.has_value());
    const std::string_view text = text_of(vector.at("vkey"));

    const auto made = VerifierKey::of(text_of(vector.at("name")), *public_key, type);
    const auto read = VerifierKey::parse(text);

    ASSERT_TRUE(made.has_value()) << text;
    EXPECT_EQ(made->text(), text);
    EXPECT_TRUE(std::ranges::equal(made->key_id().bytes, bytes_of(vector.at("key_id"))));
    ASSERT_TRUE(read.has_value()) << read.error();
    EXPECT_EQ(*read, *made);
  }
}

TEST(VerifierKey, RefusesWhatIsNone) {
  for (const boost::json::value& vector : proof_vectors().at("verifier_keys_refused").as_array()) {
    const auto key = VerifierKey::parse(text_of(vector.at("value")));
    ASSERT_FALSE(key.has_value()) << vector.at("why");
    EXPECT_FALSE(key.error().empty());
  }
}

TEST(VerifierKey, NamesATypeThatItDoesNotKnow) {
  const auto vectors = proof_vectors().at("verifier_keys_refused").as_array();
  const auto vector = std::ranges::find_if(
      vectors, [](const auto& v) { return text_of(v.at("why")) == "type 6, ML-DSA-44"; });
  ASSERT_NE(vector, vectors.end());

  const auto key = VerifierKey::parse(text_of(vector->at("value")));

  ASSERT_FALSE(key.has_value());
  EXPECT_NE(key.error().find("0x06 (ML-DSA-44)"), std::string::npos) << key.error();
}

TEST(VerifierKey, RefusesEveryTruncationAndFlippedBit) {
  const std::string text(kExample);
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(VerifierKey::parse(text.substr(0, size)).has_value()) << size;
  }
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string flipped = text;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(VerifierKey::parse(flipped).has_value()) << bit;
  }
}

TEST(VerifierKey, DiffersByTypeForOnePublicKey) {
  const PublicKey key = public_key_of("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");

  const auto note = VerifierKey::of("x", key, NoteKeyType::ed25519);
  const auto cosignature = VerifierKey::of("x", key, NoteKeyType::cosignature);

  ASSERT_TRUE(note && cosignature);
  EXPECT_NE(note->key_id(), cosignature->key_id());
  EXPECT_NE(*note, *cosignature);
}

TEST(KeyName, HoldsNoWhiteSpaceOfUnicode) {
  for (const std::string_view space :
       {"\t", "\n", "\v", "\f", "\r", " ", "\u0085", "\u00A0", "\u1680", "\u2000", "\u200A",
        "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"}) {
    EXPECT_FALSE(is_key_name("a" + std::string(space) + "b")) << space;
    EXPECT_FALSE(is_key_name(space)) << space;
  }
  EXPECT_TRUE(is_key_name("\u200B\u2060\uFEFF"));  // none of these is white space
  EXPECT_TRUE(is_key_name("例え.example/ログ"));
}

TEST(KeyName, IsWellFormedUtf8) {
  for (const std::string_view bytes :
       {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE2\x82",
        "\xF0\x9F\x92", "\xE2(\xA1", "\xE2\x82("}) {
    EXPECT_FALSE(is_key_name("a" + std::string(bytes))) << to_hex(as_bytes(bytes));
  }
  for (const std::string_view text : {"\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0010FFFF"}) {
    EXPECT_TRUE(is_key_name(text)) << text;
  }
}

}  // namespace
}  // namespace pledgebook::crypto
