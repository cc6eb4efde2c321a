// SPDX-License-Identifier: Apache-2.0
// Cosignatures: golden vectors, which of several counts, and everything that must be rejected.
#include "ledger/proof/cosignature.h"

#include <gtest/gtest.h>

#include "ledger/proof/checkpoint.h"
#include "tests/ledger/proof/proof_vectors.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

// A note of this text and signature line, read as readers read it.
CheckpointNote note_of(const json::value& text, const json::value& line) {
  const auto note = parse_checkpoint_note(text_of(text) + "\n" + text_of(line));
  EXPECT_TRUE(note.has_value()) << note.error().detail;
  return *note;
}

NamedKey some_witness(std::uint64_t number) {
  return some_key(number, crypto::NoteKeyType::cosignature);
}

// A checkpoint's note with a cosignature at each of these times.
CheckpointNote cosigned_note(const NamedKey& witness, const std::vector<std::int64_t>& times) {
  const json::value& vector = proof_vectors("cosignatures").at(0);
  CheckpointNote note = note_of(vector.at("text"), vector.at("line"));
  for (const std::int64_t time : times) {
    const auto line = cosign(note.note, instant(time), witness.key, witness.secret);
    EXPECT_TRUE(line.has_value()) << line.error().detail;
    note.note.signatures.push_back(*line);
  }
  return note;
}

TEST(Cosignature, AgreesWithTheGoldenVectors) {
  for (const json::value& vector : proof_vectors("cosignatures").as_array()) {
    const CheckpointNote note = note_of(vector.at("text"), vector.at("line"));
    const crypto::VerifierKey witness = key_of(vector.at("vkey"));
    const Instant time = instant(vector.at("time").as_int64());

    const auto read = earliest_cosignature(note.note, witness);
    const auto made = cosign(note.note, time, witness, secret_of(vector.at("seed")));

    EXPECT_EQ(cosigned_message(note.note.text, time), text_of(vector.at("message")));
    ASSERT_TRUE(read.has_value()) << read.error().detail;
    EXPECT_EQ(*read, time);
    ASSERT_TRUE(made.has_value()) << made.error().detail;
    EXPECT_EQ(crypto::encode_note_signatures({&*made, 1}), text_of(vector.at("line")));
  }
}

TEST(Cosignature, RejectsTheNoteWhereOneIsNotValid) {
  for (const json::value& vector : proof_vectors("cosignatures_refused").as_array()) {
    const CheckpointNote note = note_of(vector.at("text"), vector.at("line"));

    const auto read = earliest_cosignature(note.note, key_of(vector.at("vkey")));

    ASSERT_FALSE(read.has_value()) << vector.at("why");
    EXPECT_EQ(read.error().code, Errc::unproven);
  }
}

TEST(Cosignature, IsNeverValidWithAFlippedBit) {
  const json::value& vector = proof_vectors("cosignatures").at(0);
  const crypto::VerifierKey witness = key_of(vector.at("vkey"));
  const std::string note = text_of(vector.at("text")) + "\n" + text_of(vector.at("line"));
  for_each_flipped_bit(note, [&](const std::string& flipped) {
    const auto read = parse_checkpoint_note(flipped);
    if (!read) return;
    const auto time = earliest_cosignature(read->note, witness);
    EXPECT_FALSE(time.has_value() && time->has_value());
  });
}

TEST(Cosignature, CountsFromTheEarliestTime) {
  const NamedKey witness = some_witness(1);

  const auto time = earliest_cosignature(cosigned_note(witness, {500, 300, 400}).note, witness.key);

  ASSERT_TRUE(time.has_value()) << time.error().detail;
  EXPECT_EQ(*time, instant(300));
}

TEST(Cosignature, OfAnUnknownWitnessIsIgnored) {
  const CheckpointNote note = cosigned_note(some_witness(1), {500});

  const auto time = earliest_cosignature(note.note, some_witness(2).key);

  ASSERT_TRUE(time.has_value()) << time.error().detail;
  EXPECT_EQ(*time, std::nullopt);
}

TEST(Cosignature, IsNoneOfAKeyThatSignsNotes) {
  const NamedKey log = some_key(1, crypto::NoteKeyType::ed25519);
  CheckpointNote note = cosigned_note(some_witness(1), {});
  note.note.signatures.push_back(*crypto::sign_text(note.note.text, log.key, log.secret));

  const auto time = earliest_cosignature(note.note, log.key);

  ASSERT_TRUE(time.has_value()) << time.error().detail;
  EXPECT_EQ(*time, std::nullopt);
}

TEST(Cosignature, IsNotMadeWithAWrongKeyOrTime) {
  const NamedKey witness = some_witness(1);
  const NamedKey log = some_key(1, crypto::NoteKeyType::ed25519);
  const CheckpointNote note = cosigned_note(witness, {});
  const Instant now = instant(1'800'000'000);

  EXPECT_TRUE(cosign(note.note, now, witness.key, witness.secret).has_value());
  EXPECT_FALSE(cosign(note.note, now, log.key, log.secret).has_value());
  EXPECT_FALSE(cosign(note.note, now, witness.key, some_witness(2).secret).has_value());
  for (const std::int64_t time :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{253'402'300'800}}) {
    const auto line = cosign(note.note, instant(time), witness.key, witness.secret);
    ASSERT_FALSE(line.has_value()) << time;
    EXPECT_EQ(line.error().code, Errc::clock);
  }
}

}  // namespace
}  // namespace pledgebook::ledger
