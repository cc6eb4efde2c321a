// SPDX-License-Identifier: Apache-2.0
// Checkpoints: golden vectors, round trips, whose signature counts, and everything that must be
// refused.
#include "ledger/proof/checkpoint.h"

#include <gtest/gtest.h>

#include "ledger/proof/cosignature.h"
#include "ledger/proof/proof_text.h"
#include "tests/ledger/proof/proof_vectors.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

Checkpoint some_checkpoint(const NamedKey& log) {
  return {log.key.name(), Size{4'711}, hash_of(proof_vectors("checkpoints").at(1).at("root"))};
}

// From c2sp.org/tlog-cosignature; its keys are not given there.
constexpr std::string_view kExample =
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/"
    "zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

TEST(Checkpoint, ReadsTheExampleOfTheSpecification) {
  const auto note = parse_checkpoint_note(kExample);

  ASSERT_TRUE(note.has_value()) << note.error().detail;
  EXPECT_EQ(note->checkpoint.origin, "example.com/behind-the-sofa");
  EXPECT_EQ(note->checkpoint.size, Size{20'852'163});
  EXPECT_EQ(note->note.signatures.size(), 2U);
  EXPECT_EQ(checkpoint_text(note->checkpoint), note->note.text);
  EXPECT_EQ(crypto::encode_note(note->note), kExample);
}

TEST(Checkpoint, AgreesWithTheGoldenVectors) {
  for (const json::value& vector : proof_vectors("checkpoints").as_array()) {
    const Checkpoint expected{text_of(vector.at("origin")), Size{decimal_of(vector.at("size"))},
                              hash_of(vector.at("root"))};
    const crypto::VerifierKey log = key_of(vector.at("vkey"));

    const auto opened = open_checkpoint(text_of(vector.at("note")), log);
    const auto made = sign_checkpoint(expected, log, secret_of(vector.at("seed")));

    EXPECT_EQ(checkpoint_text(expected), text_of(vector.at("text")));
    ASSERT_TRUE(opened.has_value()) << opened.error().detail;
    EXPECT_EQ(opened->checkpoint, expected);
    ASSERT_TRUE(made.has_value()) << made.error().detail;
    EXPECT_EQ(*made, *opened);
    EXPECT_EQ(crypto::encode_note(made->note), text_of(vector.at("note")));
  }
}

TEST(Checkpoint, KeepsExtensionLinesInItsNoteOnly) {
  const json::value& vector = proof_vectors("extended_checkpoint");

  const auto opened = open_checkpoint(text_of(vector.at("note")), key_of(vector.at("vkey")));

  ASSERT_TRUE(opened.has_value()) << opened.error().detail;
  EXPECT_EQ(opened->checkpoint.size, Size{decimal_of(vector.at("size"))});
  EXPECT_EQ(opened->checkpoint.root, hash_of(vector.at("root")));
  EXPECT_EQ(opened->note.text, text_of(vector.at("text")));
}

TEST(Checkpoint, RefusesWhatIsNone) {
  for (const json::value& vector : proof_vectors("checkpoints_refused").as_array()) {
    const auto checkpoint = parse_checkpoint(text_of(vector.at("value")));
    ASSERT_FALSE(checkpoint.has_value()) << vector.at("why");
    EXPECT_EQ(checkpoint.error().code, Errc::corrupt);
    EXPECT_FALSE(checkpoint.error().detail.empty());
  }
}

TEST(Checkpoint, RefusesEveryTruncation) {
  const json::value& vector = proof_vectors("checkpoints").at(2);
  const std::string text = text_of(vector.at("text"));
  const std::string note = text_of(vector.at("note"));
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(parse_checkpoint(text.substr(0, size)).has_value()) << size;
  for (std::size_t size = 0; size < note.size(); ++size)
    EXPECT_FALSE(parse_checkpoint_note(note.substr(0, size)).has_value()) << size;
}

TEST(Checkpoint, IsNeverReadTheSameWithAFlippedBit) {
  const std::string text = text_of(proof_vectors("checkpoints").at(2).at("text"));
  const auto original = parse_checkpoint(text);
  for_each_flipped_bit(text, [&](const std::string& flipped) {
    const auto checkpoint = parse_checkpoint(flipped);
    if (!checkpoint) return;
    EXPECT_NE(*checkpoint, *original);
    EXPECT_EQ(checkpoint_text(*checkpoint), flipped);
  });
}

TEST(Checkpoint, IsNeverOpenedWithAFlippedBit) {
  const json::value& vector = proof_vectors("checkpoints").at(2);
  const crypto::VerifierKey log = key_of(vector.at("vkey"));
  for_each_flipped_bit(text_of(vector.at("note")), [&](const std::string& flipped) {
    EXPECT_FALSE(open_checkpoint(flipped, log).has_value());
  });
}

TEST(Checkpoint, IsOpenedByTheLogsOwnKeyOnly) {
  const NamedKey log = some_key(1, crypto::NoteKeyType::ed25519);
  const NamedKey other = some_key(2, crypto::NoteKeyType::ed25519);
  auto note = sign_checkpoint(some_checkpoint(log), log.key, log.secret);
  ASSERT_TRUE(note.has_value());
  note->note.signatures.push_back(*crypto::sign_text(note->note.text, other.key, other.secret));
  const std::string bytes = crypto::encode_note(note->note);

  EXPECT_TRUE(open_checkpoint(bytes, log.key).has_value());
  const auto opened = open_checkpoint(bytes, other.key);  // a valid signature, but another origin
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, Errc::unproven);
}

TEST(Checkpoint, IsRejectedForOneInvalidSignatureOfTheLog) {
  const NamedKey log = some_key(1, crypto::NoteKeyType::ed25519);
  auto note = sign_checkpoint(some_checkpoint(log), log.key, log.secret);
  ASSERT_TRUE(note.has_value());
  note->note.signatures.push_back(*crypto::sign_text("another text\n", log.key, log.secret));

  const auto is_signed = is_signed_by(*note, log.key);

  ASSERT_FALSE(is_signed.has_value());
  EXPECT_EQ(is_signed.error().code, Errc::unproven);
}

TEST(Checkpoint, MayBeSignedByALogThatCosigns) {
  const NamedKey log = some_key(1, crypto::NoteKeyType::cosignature);
  CheckpointNote note{some_checkpoint(log), {checkpoint_text(some_checkpoint(log)), {}}};
  note.note.signatures.push_back(*cosign(note.note, instant(1'800'000'000), log.key, log.secret));

  const auto opened = open_checkpoint(crypto::encode_note(note.note), log.key);

  ASSERT_TRUE(opened.has_value()) << opened.error().detail;
  EXPECT_EQ(*opened, note);
}

TEST(Checkpoint, IsNotSignedWithAKeyOfAnotherLog) {
  const NamedKey log = some_key(1, crypto::NoteKeyType::ed25519);
  const NamedKey other = some_key(2, crypto::NoteKeyType::ed25519);
  const Checkpoint checkpoint = some_checkpoint(log);

  EXPECT_TRUE(sign_checkpoint(checkpoint, log.key, log.secret).has_value());
  EXPECT_FALSE(sign_checkpoint(checkpoint, other.key, other.secret).has_value());
  EXPECT_FALSE(sign_checkpoint(checkpoint, log.key, other.secret).has_value());
}

TEST(Checkpoint, IsNotSignedBeyondTheLargestSize) {
  const NamedKey log = some_key(1, crypto::NoteKeyType::ed25519);
  Checkpoint checkpoint = some_checkpoint(log);
  checkpoint.size = Size{kTreeSizeMax};
  EXPECT_TRUE(sign_checkpoint(checkpoint, log.key, log.secret).has_value());
  checkpoint.size = Size{kTreeSizeMax + 1};
  EXPECT_FALSE(sign_checkpoint(checkpoint, log.key, log.secret).has_value());
}

}  // namespace
}  // namespace pledgebook::ledger
