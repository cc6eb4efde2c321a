// SPDX-License-Identifier: Apache-2.0
// Requests of a log and answers of a witness: golden vectors, round trips, and everything that must
// be refused.
#include "ledger/proof/witness_request.h"

#include <gtest/gtest.h>

#include "crypto/merkle.h"
#include "ledger/proof/proof_text.h"
#include "tests/ledger/proof/proof_vectors.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

CheckpointNote note_of(const json::value& bytes) {
  const auto note = parse_checkpoint_note(text_of(bytes));
  EXPECT_TRUE(note.has_value()) << note.error().detail;
  return *note;
}

// The checkpoint that the vector's answers cosign.
CheckpointNote cosigned_checkpoint() {
  return note_of(proof_vectors("judgements").at(0).at("note"));
}

crypto::VerifierKey witness_key(std::string_view name) {
  for (const json::value& key : proof_vectors("keys").as_array())
    if (text_of(key.at("name")) == name) return key_of(key.at("vkey"));
  ADD_FAILURE() << name;
  return some_key(0, crypto::NoteKeyType::cosignature).key;
}

TEST(WitnessRequest, AgreesWithTheGoldenVectors) {
  for (const json::value& vector : proof_vectors("requests").as_array()) {
    const WitnessRequest expected{Size{vector.at("old").to_number<std::uint64_t>()},
                                  hashes_of(vector.at("proof")), note_of(vector.at("checkpoint"))};
    const std::string body = text_of(vector.at("body"));

    const auto decoded = decode_witness_request(body);

    EXPECT_EQ(encode_witness_request(expected), body);
    ASSERT_TRUE(decoded.has_value()) << decoded.error().detail;
    EXPECT_EQ(*decoded, expected);
  }
}

TEST(WitnessRequest, CarriesAProofThatHolds) {
  for (const json::value& vector : proof_vectors("requests").as_array()) {
    const auto request = decode_witness_request(text_of(vector.at("body")));
    ASSERT_TRUE(request.has_value());
    if (request->old_size == Size{0}) continue;  // any log extends the empty one
    EXPECT_TRUE(crypto::check_consistency(number(request->old_size), hash_of(vector.at("old_root")),
                                          number(request->checkpoint.checkpoint.size),
                                          request->checkpoint.checkpoint.root, request->proof));
  }
}

TEST(WitnessRequest, RefusesWhatIsNone) {
  for (const json::value& vector : proof_vectors("requests_refused").as_array()) {
    const auto request = decode_witness_request(text_of(vector.at("value")));
    ASSERT_FALSE(request.has_value()) << vector.at("why");
    EXPECT_EQ(request.error().code, Errc::corrupt);
  }
}

TEST(WitnessRequest, RefusesEveryTruncation) {
  const std::string body = text_of(proof_vectors("requests").at(3).at("body"));
  for (std::size_t size = 0; size < body.size(); ++size)
    EXPECT_FALSE(decode_witness_request(body.substr(0, size)).has_value()) << size;
}

TEST(WitnessRequest, IsNeverReadTheSameWithAFlippedBit) {
  const std::string body = text_of(proof_vectors("requests").at(3).at("body"));
  const auto original = decode_witness_request(body);
  ASSERT_TRUE(original.has_value());
  for_each_flipped_bit(body, [&](const std::string& flipped) {
    const auto request = decode_witness_request(flipped);
    if (!request) return;
    EXPECT_NE(*request, *original);
    EXPECT_EQ(encode_witness_request(*request), flipped);
  });
}

TEST(WitnessRequest, HoldsAProofOfSixtyThreeHashes) {
  auto request = decode_witness_request(text_of(proof_vectors("requests").at(3).at("body")));
  ASSERT_TRUE(request.has_value());
  request->proof.assign(kProofHashesMax, crypto::Hash{});

  const auto decoded = decode_witness_request(encode_witness_request(*request));

  ASSERT_TRUE(decoded.has_value()) << decoded.error().detail;
  EXPECT_EQ(*decoded, *request);
}

TEST(WitnessRequest, FitsInTheBodyThatAServerReads) {
  auto request = decode_witness_request(text_of(proof_vectors("requests").at(3).at("body")));
  ASSERT_TRUE(request.has_value());
  const std::string note = crypto::encode_note(request->checkpoint.note);
  request->proof.assign(kProofHashesMax, crypto::Hash{});

  const std::size_t beside_the_note = encode_witness_request(*request).size() - note.size();

  EXPECT_LE(beside_the_note + 20 + crypto::kNoteBytesMax, kWitnessRequestBytesMax);
}

TEST(WitnessAnswer, GivesTheCosignaturesOfTheWitness) {
  const json::value& answers = proof_vectors("answers");
  const std::string body = text_of(answers.at("cosignatures"));
  for (const json::value& name : answers.at("names").as_array()) {
    const auto lines = decode_cosignatures(body, cosigned_checkpoint(), witness_key(text_of(name)));

    ASSERT_TRUE(lines.has_value()) << lines.error().detail;
    ASSERT_EQ(lines->size(), 1U);
    EXPECT_EQ(lines->front().name, text_of(name));
  }
}

TEST(WitnessAnswer, WithoutTheWitnessProvesNothing) {
  const std::string body = text_of(proof_vectors("answers").at("cosignatures"));

  const auto lines =
      decode_cosignatures(body, cosigned_checkpoint(), witness_key("witness.example/w3"));

  ASSERT_FALSE(lines.has_value());
  EXPECT_EQ(lines.error().code, Errc::unproven);
}

TEST(WitnessAnswer, OfAnotherCheckpointProvesNothing) {
  const std::string body = text_of(proof_vectors("answers").at("cosignatures"));
  const CheckpointNote other = note_of(proof_vectors("checkpoints").at(1).at("note"));

  const auto lines = decode_cosignatures(body, other, witness_key("witness.example/w1"));

  ASSERT_FALSE(lines.has_value());
  EXPECT_EQ(lines.error().code, Errc::unproven);
}

TEST(WitnessAnswer, RefusesWhatIsNoSignature) {
  for (const json::value& vector : proof_vectors("answers").at("cosignatures_refused").as_array()) {
    const auto lines = decode_cosignatures(text_of(vector.at("value")), cosigned_checkpoint(),
                                           witness_key("witness.example/w1"));
    ASSERT_FALSE(lines.has_value()) << vector.at("why");
    EXPECT_EQ(lines.error().code, Errc::corrupt);
  }
}

TEST(WitnessAnswer, IsNeverAcceptedForTheWitnessWithAFlippedBit) {
  const std::string body = text_of(proof_vectors("answers").at("cosignatures"));
  const std::string line = body.substr(0, body.find('\n') + 1);
  const CheckpointNote checkpoint = cosigned_checkpoint();
  const crypto::VerifierKey witness = witness_key("witness.example/w1");
  ASSERT_TRUE(decode_cosignatures(line, checkpoint, witness).has_value());
  for_each_flipped_bit(line, [&](const std::string& flipped) {
    EXPECT_FALSE(decode_cosignatures(flipped, checkpoint, witness).has_value());
  });
}

TEST(WitnessAnswer, SaysTheSizeThatTheWitnessHasSeen) {
  for (const json::value& vector : proof_vectors("answers").at("sizes").as_array()) {
    const std::string body = text_of(vector.at("body"));
    const Size expected{decimal_of(vector.at("size"))};

    const auto size = decode_witness_size(body);

    ASSERT_TRUE(size.has_value()) << size.error().detail;
    EXPECT_EQ(*size, expected);
    EXPECT_EQ(encode_witness_size(expected), body);
  }
}

TEST(WitnessAnswer, RefusesWhatIsNoSize) {
  for (const json::value& vector : proof_vectors("answers").at("sizes_refused").as_array()) {
    const auto size = decode_witness_size(text_of(vector.at("value")));
    ASSERT_FALSE(size.has_value()) << vector.at("why");
    EXPECT_EQ(size.error().code, Errc::corrupt);
  }
}

}  // namespace
}  // namespace pledgebook::ledger
