// SPDX-License-Identifier: Apache-2.0
// Signed notes: the specification's example, golden vectors, round trips, limits, and everything
// that must be refused.
#include "crypto/signed_note.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <utility>

#include "crypto/base64.h"
#include "tests/crypto/vectors.h"

namespace pledgebook::crypto {
namespace {

namespace json = boost::json;

// From c2sp.org/signed-note: "Verifier keys", and the note at its head.
constexpr std::string_view kExampleKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr std::string_view kExampleNote =
    "This is an example message.\n"
    "\n"
    "— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    "\n";
constexpr std::string_view kPoem =
    "Ognuno sta solo sul cuor della terra\n"
    "trafitto da un raggio di sole:\n"
    "\n"
    "ed è subito sera.\n"
    "\n"
    "— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc="
    "\n";

VerifierKey key_of(std::string_view vkey) {
  const auto key = VerifierKey::parse(vkey);
  EXPECT_TRUE(key.has_value()) << key.error();
  return *key;
}

SecretKey secret_of(std::uint64_t seed) {
  const Hash bytes = some_hash(seed);
  return SecretKey::from_seed(bytes.bytes);
}

// A note of `count` signatures by as many keys.
Note note_of(std::string_view text, std::size_t count) {
  Note note{std::string(text), {}};
  for (std::size_t i = 0; i < count; ++i) {
    const SecretKey secret = secret_of(i);
    const auto key = VerifierKey::of("signer.example/" + std::to_string(i), secret.public_key(),
                                     NoteKeyType::ed25519);
    note.signatures.push_back(*sign_text(text, *key, secret));
  }
  return note;
}

KeyVerdict verdict_of(const json::value& name) {
  if (text_of(name) == "valid") return KeyVerdict::valid;
  return text_of(name) == "invalid" ? KeyVerdict::invalid : KeyVerdict::absent;
}

TEST(SignedNote, ReadsTheExampleOfTheSpecification) {
  const auto note = parse_note(kExampleNote);

  ASSERT_TRUE(note.has_value()) << note.error();
  EXPECT_EQ(note->text, "This is an example message.\n");
  EXPECT_EQ(check_note(*note, key_of(kExampleKey)), KeyVerdict::valid);
  EXPECT_EQ(encode_note(*note), kExampleNote);
}

TEST(SignedNote, PartsTextAndSignaturesAtTheLastEmptyLine) {
  const auto note = parse_note(kPoem);

  ASSERT_TRUE(note.has_value()) << note.error();
  EXPECT_TRUE(note->text.ends_with("di sole:\n\ned è subito sera.\n"));
  ASSERT_EQ(note->signatures.size(), 1U);
  EXPECT_EQ(note->signatures[0].name, "quasimodo.example/salvatore");
  EXPECT_EQ(encode_note(*note), kPoem);
}

TEST(SignedNote, AgreesWithTheGoldenVectors) {
  for (const json::value& vector : proof_vectors().at("notes").as_array()) {
    SCOPED_TRACE(text_of(vector.at("name")));
    Note expected{std::string(text_of(vector.at("text"))), {}};
    for (const json::value& line : vector.at("signatures").as_array()) {
      NoteSignature signature{
          std::string(text_of(line.at("name"))), {}, bytes_of(line.at("bytes"))};
      std::ranges::copy(bytes_of(line.at("key_id")), signature.key.bytes.begin());
      expected.signatures.push_back(std::move(signature));
    }

    const auto note = parse_note(text_of(vector.at("note")));

    ASSERT_TRUE(note.has_value()) << note.error();
    EXPECT_EQ(*note, expected);
    EXPECT_EQ(encode_note(*note), text_of(vector.at("note")));
    for (const json::value& verdict : vector.at("verdicts").as_array()) {
      EXPECT_EQ(check_note(*note, key_of(text_of(verdict.at("vkey")))),
                verdict_of(verdict.at("verdict")));
    }
  }
}

TEST(SignedNote, SignsAsTheGoldenVectorsAreSigned) {
  const json::value& vectors = proof_vectors();
  const json::value& key = vectors.at("keys").at(0);
  const json::value& note = vectors.at("notes").at(0);
  const std::vector<std::byte> seed = bytes_of(key.at("seed"));

  const auto signature = sign_text(text_of(note.at("text")), key_of(text_of(key.at("vkey"))),
                                   SecretKey::from_seed(std::span(seed).first<32>()));

  ASSERT_TRUE(signature.has_value()) << signature.error();
  EXPECT_EQ(encode_note({std::string(text_of(note.at("text"))), {*signature}}),
            text_of(note.at("note")));
}

TEST(SignedNote, RefusesWhatIsNone) {
  for (const json::value& vector : proof_vectors().at("notes_refused").as_array()) {
    const auto bytes = from_base64(text_of(vector.at("value")));
    ASSERT_TRUE(bytes.has_value());
    const auto note = parse_note(as_text(*bytes));
    ASSERT_FALSE(note.has_value()) << vector.at("why");
    EXPECT_FALSE(note.error().empty());
  }
}

TEST(SignedNote, ReadsBackWhatItWrote) {
  for (const std::string_view text : {"a\n", "\n", "\n\n\n", "a\n\n— b AAAAAAA=\n", "è\n\x7f\n"}) {
    for (const std::size_t count : {1UL, 2UL, 16UL, kNoteSignaturesMax}) {
      const Note note = note_of(text, count);

      const auto read = parse_note(encode_note(note));

      ASSERT_TRUE(read.has_value()) << read.error();
      EXPECT_EQ(*read, note);
    }
  }
}

TEST(SignedNote, RefusesEveryTruncation) {
  for (const std::string_view note : {kExampleNote, kPoem}) {
    for (std::size_t size = 0; size < note.size(); ++size) {
      EXPECT_FALSE(parse_note(note.substr(0, size)).has_value()) << size;
    }
  }
}

TEST(SignedNote, LosesOnlyWholeSignaturesToATruncation) {
  const Note whole = note_of("a\n", 3);
  const std::string bytes = encode_note(whole);
  std::size_t read = 0;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto note = parse_note(bytes.substr(0, size));
    if (!note) continue;
    ++read;
    EXPECT_EQ(note->text, whole.text);
    EXPECT_TRUE(std::ranges::equal(note->signatures,
                                   std::span(whole.signatures).first(note->signatures.size())));
  }
  EXPECT_EQ(read, 2U);
}

TEST(SignedNote, IsNeverValidWithAFlippedBit) {
  const VerifierKey key = key_of(kExampleKey);
  const auto original = parse_note(kExampleNote);
  ASSERT_TRUE(original.has_value());
  for (std::size_t bit = 0; bit < kExampleNote.size() * 8; ++bit) {
    std::string flipped(kExampleNote);
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    const auto note = parse_note(flipped);
    if (!note) continue;
    EXPECT_NE(*note, *original) << bit;
    EXPECT_EQ(encode_note(*note), flipped) << bit;
    EXPECT_NE(check_note(*note, key), KeyVerdict::valid) << bit;
  }
}

TEST(SignedNote, HoldsSixteenOfTheLongestSignatures) {
  Note note = note_of("a\n", 1);
  const NoteSignature longest{"pq.example/log", {}, std::vector<std::byte>(4'900, std::byte{1})};
  note.signatures.insert(note.signatures.end(), 15, longest);

  const auto read = parse_note(encode_note(note));

  ASSERT_TRUE(read.has_value()) << read.error();
  EXPECT_EQ(*read, note);
}

TEST(SignedNote, HasALimitOfSignaturesAndBytes) {
  const std::string most = encode_note(note_of("a\n", kNoteSignaturesMax));
  const std::string one_more = most + "— x AAAAAAA=\n";
  const std::string note = encode_note(note_of("a\n", 1));
  const std::string longest = std::string(kNoteBytesMax - note.size(), 'a') + note;

  EXPECT_TRUE(parse_note(most).has_value());
  EXPECT_FALSE(parse_note(one_more).has_value());
  EXPECT_TRUE(parse_note(longest).has_value());
  EXPECT_FALSE(parse_note("a" + longest).has_value());
}

TEST(SignedNote, IsNotSignedWhereThatCanNotBeRight) {
  const SecretKey secret = secret_of(1);
  const auto key = VerifierKey::of("x", secret.public_key(), NoteKeyType::ed25519);
  const auto cosigner = VerifierKey::of("x", secret.public_key(), NoteKeyType::cosignature);
  ASSERT_TRUE(key && cosigner);

  EXPECT_TRUE(sign_text("a\n", *key, secret).has_value());
  EXPECT_FALSE(sign_text("a\n", *cosigner, secret).has_value());
  EXPECT_FALSE(sign_text("a\n", *key, secret_of(2)).has_value());
  for (const std::string_view text : {"", "a", "a\r\n", "a\t\n", "\x80\n"}) {
    EXPECT_FALSE(sign_text(text, *key, secret).has_value()) << text;
  }
}

TEST(SignedNote, IsNotJudgedByACosignatureKey) {
  const SecretKey secret = secret_of(1);
  const auto cosigner = VerifierKey::of("x", secret.public_key(), NoteKeyType::cosignature);
  ASSERT_TRUE(cosigner.has_value());
  const Signature over_text = secret.sign(as_bytes("a\n"));
  const Note note{"a\n",
                  {{"x", cosigner->key_id(), {over_text.bytes.begin(), over_text.bytes.end()}}}};

  EXPECT_EQ(check_note(note, *cosigner), KeyVerdict::absent);
}

}  // namespace
}  // namespace pledgebook::crypto
