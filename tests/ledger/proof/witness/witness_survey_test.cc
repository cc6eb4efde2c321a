// SPDX-License-Identifier: Apache-2.0
// The witnesses' answers, and when they are enough to know the newest checkpoint.
#include "ledger/proof/backup/witness_survey.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <string>
#include <utility>

#include "crypto/sha256.h"
#include "ledger/proof/cosignature.h"
#include "tests/support/ledger_builder.h"
#include "tests/support/served_records.h"
#include "tests/support/test_log.h"

namespace pledgebook::ledger {
namespace {

using support::value_of;

constexpr Instant kTime{std::chrono::seconds(1'800'000'000)};

crypto::VerifierKey witness_key(const std::string& name) {
  return crypto::VerifierKey::of(name, support::test_key(name).public_key(),
                                 crypto::NoteKeyType::cosignature)
      .value();
}

// Three witnesses, two of which make a quorum.
WitnessPolicy policy(std::string_view quorum = "two") {
  std::string text = fmt::format("log {}\n", support::test_log_key().text());
  for (const char* name : {"w1", "w2", "w3"})
    text +=
        fmt::format("witness {} {} http://{}.example/a/\n", name, witness_key(name).text(), name);
  return value_of(
      WitnessPolicy::parse(text + "group two 2 w1 w2 w3\nquorum " + std::string(quorum) + "\n"));
}

std::string url_of(std::string_view name) {
  return fmt::format("http://{}.example/a/{}/checkpoint", name,
                     crypto::sha256(crypto::as_bytes(support::kTestOrigin)).hex());
}

CheckpointNote checkpoint(std::size_t size) {
  return support::signed_checkpoint(std::vector<std::string>(size, "record"), size);
}

std::string cosigned(CheckpointNote note, const std::string& name) {
  note.note.signatures.push_back(
      value_of(cosign(note.note, kTime, witness_key(name), support::test_key(name))));
  return crypto::encode_note(note.note);
}

// Answers from a table; a witness that is not in it can't be reached.
WitnessTransport answers(std::map<std::string, std::string> by_url) {
  return [by_url = std::move(by_url)](
             const WitnessCall& call) -> std::expected<WitnessResponse, std::string> {
    const auto found = by_url.find(call.url);
    if (found == by_url.end()) return std::unexpected("can't reach it");
    if (found->second.empty()) return WitnessResponse{404, ""};
    return WitnessResponse{200, found->second};
  };
}

TEST(WitnessSurvey, GathersWhatEachWitnessHas) {
  const auto survey =
      value_of(survey_witnesses(policy(), support::test_log_key(),
                                answers({{url_of("w1"), cosigned(checkpoint(7), "w1")},
                                         {url_of("w2"), ""},
                                         {url_of("w3"), cosigned(checkpoint(9), "w3")}})));

  ASSERT_EQ(survey.known.size(), 2U);
  EXPECT_EQ(survey.known[0].note.checkpoint, checkpoint(7).checkpoint);
  EXPECT_EQ(survey.known[1].holder, "the witness w3");
  EXPECT_TRUE(survey.silent.empty());
  EXPECT_TRUE(survey.is_conclusive);
}

TEST(WitnessSurvey, IsConclusiveUnlessTheSilentOnesCouldMakeAQuorum) {
  const std::string one = cosigned(checkpoint(7), "w1");
  const std::string two = cosigned(checkpoint(7), "w2");

  const auto of_two = value_of(survey_witnesses(
      policy(), support::test_log_key(), answers({{url_of("w1"), one}, {url_of("w2"), two}})));
  const auto of_one =
      value_of(survey_witnesses(policy(), support::test_log_key(), answers({{url_of("w1"), one}})));
  const auto without_quorum = value_of(
      survey_witnesses(policy("none"), support::test_log_key(),
                       answers({{url_of("w1"), one}, {url_of("w2"), two}, {url_of("w3"), ""}})));

  EXPECT_TRUE(of_two.is_conclusive);
  EXPECT_EQ(of_two.silent.size(), 1U);
  EXPECT_FALSE(of_one.is_conclusive);
  EXPECT_FALSE(without_quorum.is_conclusive);
}

TEST(WitnessSurvey, ReliesOnNoAnswerWithoutTheWitnesssOwnCosignature) {
  const auto survey =
      value_of(survey_witnesses(policy(), support::test_log_key(),
                                answers({{url_of("w1"), crypto::encode_note(checkpoint(9).note)},
                                         {url_of("w2"), cosigned(checkpoint(7), "w1")},
                                         {url_of("w3"), "no note"}})));

  EXPECT_FALSE(survey.is_conclusive);
  EXPECT_EQ(survey.silent.size(), 3U);
  EXPECT_EQ(survey.known.size(), 2U);  // the log has signed them in any case
}

TEST(WitnessSurvey, RefusesAPolicyOfAnotherLog) {
  const auto other = crypto::VerifierKey::of("other.example", support::test_key("log").public_key(),
                                             crypto::NoteKeyType::ed25519)
                         .value();

  const auto survey = survey_witnesses(policy(), other, answers({}));

  ASSERT_FALSE(survey.has_value());
  EXPECT_EQ(survey.error().code, Errc::foreign);
}

}  // namespace
}  // namespace pledgebook::ledger
