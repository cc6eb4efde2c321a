// SPDX-License-Identifier: Apache-2.0
// Verdicts on checkpoints: golden vectors, and each signature counts only as its own type.
#include "ledger/proof/checkpoint_verdict.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ledger/proof/cosignature.h"
#include "tests/ledger/proof/proof_vectors.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

WitnessPolicy policy_of(const std::string& text) {
  const auto policy = WitnessPolicy::parse(text);
  EXPECT_TRUE(policy.has_value()) << policy.error().detail;
  return *policy;
}

CheckpointVerdict verdict_of(const json::value& vector) {
  CheckpointVerdict verdict{.log_signed = vector.at("log_signed").as_bool(),
                            .cosigned = {},
                            .quorum_met = vector.at("quorum_met").as_bool(),
                            .quorum_at = std::nullopt};
  for (const json::value& cosignature : vector.at("cosigned").as_array()) {
    verdict.cosigned.push_back(
        {text_of(cosignature.at("witness")), instant(cosignature.at("time").as_int64())});
  }
  if (const json::value& time = vector.at("quorum_at"); !time.is_null())
    verdict.quorum_at = instant(time.as_int64());
  return verdict;
}

TEST(CheckpointVerdict, AgreesWithTheGoldenVectors) {
  for (const json::value& vector : proof_vectors("judgements").as_array()) {
    SCOPED_TRACE(text_of(vector.at("name")));
    const auto note = parse_checkpoint_note(text_of(vector.at("note")));
    ASSERT_TRUE(note.has_value()) << note.error().detail;

    const auto verdict = judge_checkpoint(*note, policy_of(text_of(vector.at("policy"))));

    if (vector.as_object().contains("rejected")) {
      ASSERT_FALSE(verdict.has_value());
      EXPECT_EQ(verdict.error().code, Errc::unproven);
      continue;
    }
    ASSERT_TRUE(verdict.has_value()) << verdict.error().detail;
    EXPECT_EQ(*verdict, verdict_of(vector));
    EXPECT_EQ(verdict->is_valid(), verdict->log_signed && verdict->quorum_met);
  }
}

// After flipping any bit of the note, it is rejected, or a signature no longer counts.
TEST(CheckpointVerdict, IsNeverTheSameWithAFlippedBit) {
  const json::value& vector = proof_vectors("judgements").at(0);
  const WitnessPolicy policy = policy_of(text_of(vector.at("policy")));
  const CheckpointVerdict whole = verdict_of(vector);
  for_each_flipped_bit(text_of(vector.at("note")), [&](const std::string& flipped) {
    const auto note = parse_checkpoint_note(flipped);
    if (!note) return;
    const auto verdict = judge_checkpoint(*note, policy);
    if (!verdict) return;
    EXPECT_NE(*verdict, whole);
    EXPECT_LE(verdict->cosigned.size(), whole.cosigned.size());
  });
}

// Two of three witnesses, cosigning in every order of time: the second in time makes the quorum.
TEST(CheckpointVerdict, DatesTheQuorumFromTheCosignatureThatMeetsIt) {
  const NamedKey log = some_key(0, crypto::NoteKeyType::ed25519);
  std::string text = fmt::format("log {}\n", log.key.text());
  std::vector<NamedKey> witnesses;
  for (std::uint64_t i = 1; i <= 3; ++i) {
    witnesses.push_back(some_key(i, crypto::NoteKeyType::cosignature));
    text += fmt::format("witness w{} {}\n", i, witnesses.back().key.text());
  }
  const WitnessPolicy policy = policy_of(text + "group q 2 w1 w2 w3\nquorum q\n");
  std::vector<std::int64_t> times{100, 200, 300};
  do {
    auto note = sign_checkpoint({log.key.name(), Size{9}, {}}, log.key, log.secret);
    ASSERT_TRUE(note.has_value());
    for (std::size_t i = 0; i < times.size(); ++i) {
      note->note.signatures.push_back(
          *cosign(note->note, instant(times[i]), witnesses[i].key, witnesses[i].secret));
    }

    const auto verdict = judge_checkpoint(*note, policy);

    ASSERT_TRUE(verdict.has_value()) << verdict.error().detail;
    EXPECT_TRUE(verdict->is_valid());
    EXPECT_EQ(verdict->quorum_at, instant(200));
  } while (std::ranges::next_permutation(times).found);
}

// The same public key, once as the log's note key and once as a witness's cosignature key: neither
// kind of signature counts as the other.
TEST(CheckpointVerdict, TakesNoLogSignatureForACosignature) {
  const NamedKey log = some_key(0, crypto::NoteKeyType::ed25519);
  const auto witness = crypto::VerifierKey::of(log.key.name(), log.secret.public_key(),
                                               crypto::NoteKeyType::cosignature);
  ASSERT_TRUE(witness.has_value());
  const WitnessPolicy policy =
      policy_of(fmt::format("log {}\nwitness w {}\nquorum w\n", log.key.text(), witness->text()));
  auto note = sign_checkpoint({log.key.name(), Size{9}, {}}, log.key, log.secret);
  ASSERT_TRUE(note.has_value());
  const auto log_alone = judge_checkpoint(*note, policy);
  auto line = *cosign(note->note, instant(100), *witness, log.secret);
  note->note.signatures = {line};
  const auto witness_alone = judge_checkpoint(*note, policy);

  ASSERT_TRUE(log_alone && witness_alone);
  EXPECT_TRUE(log_alone->log_signed);
  EXPECT_FALSE(log_alone->quorum_met);
  EXPECT_FALSE(witness_alone->log_signed);
  EXPECT_TRUE(witness_alone->quorum_met);
}

}  // namespace
}  // namespace pledgebook::ledger
