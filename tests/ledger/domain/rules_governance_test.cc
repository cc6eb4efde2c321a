// SPDX-License-Identifier: Apache-2.0
// How a ledger begins, which rules and which log key it takes on, and whose witnesses it names.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <string>
#include <utility>
#include <vector>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_registrar;
using support::by_roots;
using support::changed;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;

// ledger.created after a merge patch on its body.
Draft created_with(std::string_view patch) {
  Draft draft = support::ledger_created();
  draft.body = changed(draft.body, patch);
  return draft;
}

void check_creation_refused(std::string_view patch, std::string_view code,
                            std::string_view pointer) {
  LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
  ledger.expect_refused(created_with(patch), code, pointer);
}

TEST(LedgerCreatedRules, AreObeyedByTheBuilder) {
  LedgerBuilder ledger{LedgerBuilder::NotBegun{}};

  const auto sid = ledger.submit(support::ledger_created());

  ASSERT_TRUE(sid);
  EXPECT_EQ(ledger.registry().governance().ledger,
            std::string(support::kTestOrigin) + "#" + sid->hex().substr(0, 32));
}

TEST(LedgerCreatedRules, NameTheFault) {
  check_creation_refused(R"({"rules":0})", "rules_unknown", "/body/rules");
  check_creation_refused(R"({"rules":2})", "rules_unknown", "/body/rules");
  check_creation_refused(R"({"profile":"other"})", "profile_unknown", "/body/profile");
  check_creation_refused(R"({"log_key":"other+00000000+AAAA"})", "log_key_wrong", "/body/log_key");
  for (const auto& [name, type] :
       {std::pair("other.example", crypto::NoteKeyType::ed25519),
        std::pair(support::kTestOrigin.data(), crypto::NoteKeyType::cosignature)}) {
    const auto key =
        crypto::VerifierKey::of(name, support::test_key("log").public_key(), type).value();
    check_creation_refused(R"({"log_key":")" + key.text() + R"("})", "log_key_wrong",
                           "/body/log_key");
  }
  check_creation_refused(R"({"operator":{"roles":["reviewer","auditor"]}})",
                         "operator_not_registrar", "/body/operator/roles");
  check_creation_refused(R"({"operator":{"roles":["registrar","registrar"]}})", "role_twice",
                         "/body/operator/roles/1");
  check_creation_refused(R"({"operator":{"roles":["registrar","reviewer"]}})", "role_not_of_party",
                         "/body/keys/2/roles/0");
  check_creation_refused(R"({"title":""})", "text_empty", "/body/title");
  check_creation_refused(R"({"operator":{"name":" "}})", "text_empty", "/body/operator/name");
}

// ledger.created with root keys of these names, signed by them and the officers.
Draft created_by_roots(const std::vector<std::string>& names) {
  Draft draft = created_with("{}");
  boost::json::array roots;
  for (const std::string& name : names) roots.emplace_back(support::public_key_text(name));
  draft.body["root_keys"] = std::move(roots);
  draft.body.erase("root_quorum");
  draft.keys = names;
  draft.keys.insert(draft.keys.end(), {"registrar", "reviewer", "auditor", "auditor-2"});
  return draft;
}

std::vector<std::string> root_names(int count) {
  std::vector<std::string> names;
  for (int i = 1; i <= count; ++i) names.push_back("root-" + std::to_string(i));
  return names;
}

TEST(LedgerCreatedRules, AskForOneToSevenRootKeys) {
  for (const int count : {0, 8}) {
    LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
    ledger.expect_refused(created_by_roots(root_names(count)), "root_keys_wrong",
                          "/body/root_keys");
  }
  for (const int count : {1, 7}) {
    LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
    EXPECT_TRUE(ledger.submit(created_by_roots(root_names(count)))) << count;
  }
}

TEST(LedgerCreatedRules, AskForAQuorumThatTheRootKeysCanGive) {
  for (const int quorum : {0, 4}) {
    LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
    Draft draft = created_by_roots(root_names(3));
    draft.body["root_quorum"] = quorum;
    ledger.expect_refused(draft, "root_quorum_wrong", "/body/root_quorum");
  }
  LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
  Draft draft = created_by_roots(root_names(3));
  draft.body["root_quorum"] = 3;
  ledger.add(draft);
  EXPECT_EQ(ledger.registry().governance().root_quorum, 3U);
}

TEST(LedgerCreatedRules, TakeMoreThanHalfOfTheRootKeysForAQuorum) {
  for (const auto& [count, quorum] :
       {std::pair{1, 1U}, std::pair{2, 2U}, std::pair{3, 2U}, std::pair{4, 3U}, std::pair{7, 4U}}) {
    LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
    ledger.add(created_by_roots(root_names(count)));
    EXPECT_EQ(ledger.registry().governance().root_quorum, quorum) << count;
  }
}

TEST(LedgerCreatedRules, AskForDifferentKeys) {
  LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
  Draft draft = created_by_roots({"auditor"});
  draft.keys.erase(draft.keys.begin());

  ledger.expect_refused(draft, "key_exists", "/body/root_keys/0");
}

TEST(LedgerCreatedRules, GiveAKeyOneOfficersRole) {
  LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
  Draft draft = created_with("{}");
  draft.body["keys"].get_array()[1].get_object()["roles"] =
      support::json_of(R"(["reviewer","auditor"])");

  ledger.expect_refused(draft, "key_holds_too_much", "/body/keys/1/roles/0");
}

TEST(LedgerCreatedRules, AskForAnOriginThatCanNameALog) {
  for (const char* origin : {"a b", "a+b", "a#b"}) {
    LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
    Draft draft = created_with("{}");
    draft.body["origin"] = origin;
    draft.ledger = origin;
    ledger.expect_refused(draft, "origin_invalid", "/body/origin");
  }
}

TEST(WitnessPolicyPublished, IsAWitnessPolicy) {
  LedgerBuilder ledger = furnished_ledger();
  const auto publish = [](std::string_view policy) {
    return by_registrar("witness-policy.published", "governance", {{"policy", policy}});
  };
  const std::string log = "log " + support::test_log_key().text() + "\n";

  EXPECT_TRUE(ledger.submit(publish(log + "quorum none\n")));
  for (const std::string& policy :
       {std::string("the usual witnesses"), log, log + "quorum none", log + "quorum ministry\n"})
    ledger.expect_refused(publish(policy), "policy_invalid", "/body/policy");
  EXPECT_EQ(
      ledger.refusal(publish(log + "witness m n\nquorum m\n")).rule.find("line 2 of the policy"),
      0U);
}

TEST(RulesAdoptedRules, GoForwardToWhatThisProgramKnows) {
  LedgerBuilder ledger = furnished_ledger();
  const auto adopting = [](std::uint32_t rules) {
    return by_roots("rules.adopted", "governance", {{"rules", rules}});
  };

  ledger.expect_refused(adopting(0), "rules_not_greater", "/body/rules");
  ledger.expect_refused(adopting(1), "rules_not_greater", "/body/rules");
  ledger.expect_refused(adopting(rule_sets().back().number + 1), "rules_unknown", "/body/rules");
  ledger.expect_refused(adopting(rule_sets().back().number + 1).signed_by({"registrar"}),
                        "signature_unexpected", "/signatures/0/keyid");
}

// A note's key of the log: `name` is the key's in this test, `note` that on the checkpoint.
std::string log_key_text(std::string_view name, std::string_view note = support::kTestOrigin) {
  return crypto::VerifierKey::of(note, support::test_key(name).public_key(),
                                 crypto::NoteKeyType::ed25519)
      .value()
      .text();
}
Draft replacing_log_key(const std::string& text, const std::string& name) {
  Draft draft = by_roots("log-key.replaced", "governance", {{"log_key", text}});
  draft.keys.push_back(name);
  return draft;
}

TEST(LogKeyReplaced, IsSignedByTheQuorumAndTheNewKey) {
  LedgerBuilder ledger = furnished_ledger();
  const Draft draft = replacing_log_key(log_key_text("log-2"), "log-2");

  ledger.expect_refused(draft.signed_by({"root-1", "root-2"}), "signature_missing", "/signatures");
  ledger.expect_refused(draft.signed_by({"root-1", "log-2"}), "root_quorum_missing", "/signatures");
  EXPECT_EQ(ledger.refusal(draft.signed_by({"registrar", "log-2"})).code, "signature_unexpected");
  ledger.add(draft);
  EXPECT_EQ(ledger.registry().governance().log_key, log_key_text("log-2"));
}

// The base64 of a key may have a + too.
TEST(LogKeyReplaced, IsFoundWhateverItsBase64) {
  int with_plus = 0;
  for (int i = 0; i < 20; ++i) {
    const std::string text = log_key_text("log-" + std::to_string(i));
    with_plus += std::ranges::count(text, '+') > 2 ? 1 : 0;

    const auto key = public_key_of(text);

    ASSERT_TRUE(key) << text;
    EXPECT_EQ(key_id(*key), support::test_key_id("log-" + std::to_string(i))) << text;
  }
  EXPECT_GT(with_plus, 0);
  for (const char* text : {"", "log", "log+00000000", "log+00000000+", "log+00000000+AAAA"})
    EXPECT_FALSE(public_key_of(text)) << text;
}

TEST(LogKeyReplaced, IsByAnotherKeyOfTheSameLog) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(replacing_log_key(log_key_text("log"), "log"), "key_exists",
                        "/body/log_key");
  ledger.expect_refused(replacing_log_key(log_key_text("log-2", "other.example"), "log-2"),
                        "log_key_wrong", "/body/log_key");
}

}  // namespace
}  // namespace pledgebook::ledger
