// SPDX-License-Identifier: Apache-2.0
// Witness policies: golden vectors with every set of cosignatures, the normal form, limits, and
// everything that must be refused, with the number of the wrong line.
#include "ledger/proof/witness_policy.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ledger/proof/proof_vectors.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

WitnessPolicy policy_of(const std::string& text) {
  auto policy = WitnessPolicy::parse(text);
  EXPECT_TRUE(policy.has_value()) << policy.error().detail;
  return *std::move(policy);
}

WitnessPolicy::Names names_of(const json::value& array) {
  WitnessPolicy::Names names;
  for (const json::value& name : array.as_array()) names.insert(text_of(name));
  return names;
}

std::string witness_line(std::uint64_t number) {
  return fmt::format("witness w{} {}\n", number,
                     some_key(number, crypto::NoteKeyType::cosignature).key.text());
}

std::string witness_lines(std::uint64_t count) {
  std::string lines;
  for (std::uint64_t i = 0; i < count; ++i) lines += witness_line(i);
  return lines;
}

void expect_refused(const std::string& text, const std::string& what) {
  const auto policy = WitnessPolicy::parse(text);
  ASSERT_FALSE(policy.has_value()) << what;
  EXPECT_EQ(policy.error().code, Errc::corrupt) << what;
}

TEST(WitnessPolicy, AgreesWithTheGoldenVectors) {
  for (const json::value& vector : proof_vectors("policies").as_array()) {
    SCOPED_TRACE(text_of(vector.at("name")));

    const WitnessPolicy policy = policy_of(text_of(vector.at("policy")));

    EXPECT_EQ(policy.text(), text_of(vector.at("text")));
    ASSERT_EQ(policy.logs().size(), vector.at("logs").as_array().size());
    for (std::size_t i = 0; i < policy.logs().size(); ++i)
      EXPECT_EQ(policy.logs()[i].key, key_of(vector.at("logs").at(i)));
    ASSERT_EQ(policy.witnesses().size(), vector.at("witnesses").as_array().size());
    const WitnessPolicy::Names auditors = names_of(vector.at("auditors"));
    for (std::size_t i = 0; i < policy.witnesses().size(); ++i) {
      const std::string& name = policy.witnesses()[i].name;
      EXPECT_EQ(name, text_of(vector.at("witnesses").at(i)));
      EXPECT_EQ(policy.is_auditor(name), auditors.contains(name)) << name;
    }
    for (const json::value& quorum : vector.at("quorums").as_array()) {
      EXPECT_EQ(policy.is_met_by(names_of(quorum.at("cosigned"))), quorum.at("met").as_bool())
          << quorum;
    }
  }
}

TEST(WitnessPolicy, KeepsUrls) {
  const WitnessPolicy policy = policy_of(text_of(proof_vectors("policies").at(0).at("policy")));

  EXPECT_EQ(policy.logs()[0].url, "https://ledger.example/");
  EXPECT_EQ(policy.witnesses()[0].url, "https://x1.example/witness");
  EXPECT_EQ(policy.witnesses()[3].url, "");
}

TEST(WitnessPolicy, ReadsBackItsNormalForm) {
  for (const json::value& vector : proof_vectors("policies").as_array()) {
    const WitnessPolicy policy = policy_of(text_of(vector.at("policy")));

    EXPECT_EQ(policy_of(policy.text()), policy);
  }
}

TEST(WitnessPolicy, RefusesWhatIsNoneAndNamesTheLine) {
  for (const json::value& vector : proof_vectors("policies_refused").as_array()) {
    SCOPED_TRACE(text_of(vector.at("why")));
    const auto policy = WitnessPolicy::parse(base64_bytes_of(vector.at("value")));
    ASSERT_FALSE(policy.has_value());
    EXPECT_EQ(policy.error().code, Errc::corrupt);
    const std::int64_t line = vector.at("line").as_int64();
    EXPECT_THAT(
        policy.error().detail,
        StartsWith(line == 0 ? "the policy " : fmt::format("line {} of the policy ", line)));
  }
}

TEST(WitnessPolicy, RefusesEveryTruncation) {
  const std::string text = text_of(proof_vectors("policies").at(0).at("policy"));
  for (std::size_t size = 0; size < text.size(); ++size)
    expect_refused(text.substr(0, size), std::to_string(size));
}

// A flipped bit in a comment, a blank or an unused name has no effect; in a key it is always
// noticed.
TEST(WitnessPolicy, IsNeverReadTheSameWithABitOfItsNormalFormFlipped) {
  const WitnessPolicy original = policy_of(text_of(proof_vectors("policies").at(3).at("policy")));
  const std::string text = original.text();
  for_each_flipped_bit(text, [&](const std::string& flipped) {
    const auto policy = WitnessPolicy::parse(flipped);
    if (!policy) return;
    EXPECT_NE(*policy, original);
  });
}

TEST(WitnessPolicy, CountsNobodyWhoIsNoWitness) {
  const WitnessPolicy policy =
      policy_of(witness_lines(2) + "group g any w0\ngroup h any w1\ngroup q all g h\nquorum q\n");

  EXPECT_FALSE(policy.is_met_by({"g", "h", "q", "none", ""}));
  EXPECT_FALSE(policy.is_met_by({"w0", "h"}));
  EXPECT_TRUE(policy.is_met_by({"w0", "w1", "stranger"}));
}

TEST(WitnessPolicy, TakesWitnessesOfGroupsWithinAuditorsForAuditors) {
  const WitnessPolicy policy = policy_of(
      witness_lines(4) + "group inner any w0 w1\ngroup auditors any inner w2\nquorum none\n");

  EXPECT_TRUE(policy.is_auditor("w0"));
  EXPECT_TRUE(policy.is_auditor("w1"));
  EXPECT_TRUE(policy.is_auditor("w2"));
  EXPECT_FALSE(policy.is_auditor("w3"));
  EXPECT_FALSE(policy.is_auditor("inner"));
  EXPECT_FALSE(policy.is_auditor("auditors"));
}

TEST(WitnessPolicy, TakesNoAuditorFromAGroupAroundThem) {
  const WitnessPolicy policy =
      policy_of(witness_lines(2) + "group auditors any w0\ngroup q all auditors w1\nquorum q\n");

  EXPECT_TRUE(policy.is_auditor("w0"));
  EXPECT_FALSE(policy.is_auditor("w1"));
}

TEST(WitnessPolicy, TakesAWitnessCalledAuditorsForNone) {
  const auto witness = some_key(1, crypto::NoteKeyType::cosignature);
  const WitnessPolicy policy =
      policy_of(fmt::format("witness auditors {}\nquorum none\n", witness.key.text()));

  EXPECT_FALSE(policy.is_auditor("auditors"));
}

TEST(WitnessPolicy, OfALogTrustsItWithoutCosignatures) {
  const auto log = some_key(1, crypto::NoteKeyType::ed25519);

  const WitnessPolicy policy = WitnessPolicy::of_log(log.key);

  EXPECT_EQ(policy.text(), fmt::format("log {}\nquorum none\n", log.key.text()));
  EXPECT_TRUE(policy.is_met_by({}));
}

TEST(WitnessPolicy, HoldsThirtyTwoOfEachAndNoMore) {
  std::string logs;
  for (std::uint64_t i = 0; i < kPolicyItemsMax; ++i)
    logs += fmt::format("log {}\n", some_key(i, crypto::NoteKeyType::ed25519).key.text());
  std::string groups;
  for (std::uint64_t i = 0; i < kPolicyItemsMax; ++i)
    groups += fmt::format("group g{0} any w{0}\n", i);
  const std::string most = logs + witness_lines(kPolicyItemsMax) + groups;
  const std::string quorum = "quorum none\n";
  const auto one_more = some_key(100, crypto::NoteKeyType::ed25519);

  EXPECT_TRUE(WitnessPolicy::parse(most + quorum).has_value());
  expect_refused(most + fmt::format("log {}\n", one_more.key.text()) + quorum, "33 logs");
  expect_refused(most + witness_line(100) + quorum, "33 witnesses");
  expect_refused(most + "group g any g0\n" + quorum, "33 groups");
}

TEST(WitnessPolicy, HasALimitOfBytes) {
  const std::string quorum = "quorum none\n";
  const std::string remark = "#" + std::string(kPolicyBytesMax - quorum.size() - 2, 'x') + "\n";

  EXPECT_TRUE(WitnessPolicy::parse(remark + quorum).has_value());
  expect_refused("#" + remark + quorum, "one byte more");
}

TEST(WitnessPolicy, ShowsNoNameThatCouldDeceive) {
  for (const std::string& name :
       {std::string("\xFF"), std::string("a\u202Eb"), std::string(1'000, 'x')}) {
    const auto policy = WitnessPolicy::parse("quorum " + name + "\n");
    ASSERT_FALSE(policy.has_value());
    EXPECT_THAT(policy.error().detail, HasSubstr("(a name that can't be shown)"));
  }
}

}  // namespace
}  // namespace pledgebook::ledger
