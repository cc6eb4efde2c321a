// SPDX-License-Identifier: Apache-2.0
// Rules of a statement's place in the ledger, and of governance and parties.
#include <gtest/gtest.h>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::changed;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::object_of;
using support::pledge_body;

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

TEST(LedgerCreatedRules, AskForOneRootKey) {
  LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
  Draft draft = created_with(R"({"root_keys":null})");
  draft.keys.erase(draft.keys.begin());

  ledger.expect_refused(draft, "root_key_missing", "/body/root_keys");
}

TEST(LedgerCreatedRules, AskForDifferentKeys) {
  LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
  Draft draft = created_with("{}");
  draft.body["root_keys"] = boost::json::array{support::public_key_text("auditor")};
  draft.keys.erase(draft.keys.begin());

  ledger.expect_refused(draft, "key_exists", "/body/root_keys/0");
}

TEST(LedgerCreatedRules, AskForAnOriginThatCanNameALog) {
  for (const char* origin : {"a b", "a+b", "a#b", "a\tb"}) {
    LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
    Draft draft = created_with("{}");
    draft.body["origin"] = origin;
    draft.ledger = origin;
    ledger.expect_refused(draft, "origin_invalid", "/body/origin");
  }
}

TEST(Place, BeginsTheLedgerOnce) {
  LedgerBuilder ledger;
  ledger.expect_refused(support::ledger_created(), "ledger_exists", "/kind");

  LedgerBuilder other{LedgerBuilder::NotBegun{}};
  Draft draft = by_registrar("rules.adopted", "governance", {{"rules", 2}});
  draft.ledger = "test.example/pledges";
  // Signatures come before the place, and no key is known yet.
  EXPECT_EQ(other.refusal(draft).code, "key_unknown");
  other.skip_index();
  other.expect_refused(support::ledger_created(), "ledger_exists", "/kind");
}

TEST(Place, IsNowhereBeforeTheBeginning) {
  LedgerBuilder begun;
  Draft draft = by_registrar("rules.adopted", "governance", {{"rules", 2}});
  draft.ledger = support::kTestOrigin;
  const SignedStatement signed_statement = begun.sign(draft);
  const Statement statement = *decode_statement(signed_statement.payload);
  const Sid sid = statement_id(signed_statement.payload);
  Registry empty;
  const Entry entry{statement, sid, signed_statement.signatures, Index{0}, begun.now()};

  for (const auto check : {check_rights, check_rules}) {
    EXPECT_EQ(check(empty, entry).error().code, "ledger_not_begun");
    EXPECT_EQ(check(empty, entry).error().pointer, "/kind");
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

TEST(Place, IsThisLedger) {
  LedgerBuilder ledger = furnished_ledger();
  Draft draft =
      by_registrar("witness-policy.published", "governance", {{"policy", "quorum none\n"}});
  for (const char* name :
       {"test.example/pledges", "test.example/pledges#00000000000000000000000000000000", "other"}) {
    draft.ledger = name;
    ledger.expect_refused(draft, "ledger_wrong", "/ledger");
  }
  LedgerBuilder other{LedgerBuilder::NotBegun{}};
  draft = support::ledger_created();
  draft.ledger = "another.example";
  other.expect_refused(draft, "ledger_wrong", "/ledger");
}

TEST(Place, IsAStreamOfTheKindsSort) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.expect_refused(
      by_registrar("witness-policy.published", "pledge/p-1", {{"policy", "quorum none\n"}}),
      "stream_wrong", "/stream");
  ledger.expect_refused(by_registrar("party.registered", "keys/new-gov",
                                     object_of(R"({"name":"N","sector":"youth","roles":[]})")),
                        "stream_wrong", "/stream");
  ledger.expect_refused(by_party("gha-gov", "pledge.submitted", "party/gha-gov", pledge_body()),
                        "stream_wrong", "/stream");
  ledger.expect_refused(by_party("gha-gov", "attestation.given", "governance", {{"claim", "c"}}),
                        "stream_wrong", "/stream");
  Draft key = by_registrar("key.added", "party/tgo-gov",
                           {{"public_key", support::public_key_text("new")}, {"label", "l"}});
  ledger.expect_refused(key.signed_by({"registrar", "new"}), "stream_wrong", "/stream");
}

TEST(Place, IsAtMostFiveMinutesAheadOfTheClock) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.set_clock("2026-07-01T12:00:00Z");
  const Draft draft =
      by_registrar("witness-policy.published", "governance", {{"policy", "quorum none\n"}});

  ledger.expect_refused(draft.dated("2026-07-01T12:05:01Z"), "at_ahead_of_clock", "/at");
  EXPECT_TRUE(ledger.submit(draft.dated("2026-07-01T12:05:00Z")));
  EXPECT_TRUE(ledger.submit(draft.dated("1999-01-01T00:00:00Z"))) << "the past has no limit";
}

TEST(Place, NeverGoesBackInAPledgesTime) {
  LedgerBuilder ledger = furnished_ledger();
  const auto at = [&ledger](const char* kind, const char* time) {
    return ledger.submit(by_party("gha-gov", kind, "pledge/p-1", {{"reason", "r"}}).dated(time));
  };
  ledger.add(by_party("gha-gov", "pledge.submitted", "pledge/p-1", pledge_body())
                 .dated("2026-05-01T00:00:00Z"));

  EXPECT_EQ(at("pledge.withdrawn", "2026-04-30T23:59:59Z").error().code, "at_decreases");
  EXPECT_TRUE(at("pledge.withdrawn", "2026-05-01T00:00:00Z"));
  EXPECT_EQ(at("pledge.reinstated", "2026-04-30T00:00:00Z").error().pointer, "/at");
  EXPECT_TRUE(at("pledge.reinstated", "2026-05-02T00:00:00Z"));
}

TEST(RulesAdoptedRules, GoForwardToWhatThisProgramKnows) {
  LedgerBuilder ledger = furnished_ledger();
  const auto adopting = [](std::uint32_t rules) {
    return by_registrar("rules.adopted", "governance", {{"rules", rules}});
  };

  ledger.expect_refused(adopting(0), "rules_not_greater", "/body/rules");
  ledger.expect_refused(adopting(1), "rules_not_greater", "/body/rules");
  ledger.expect_refused(adopting(kRulesNewest + 1), "rules_unknown", "/body/rules");
}

Draft list(std::string_view patch = "{}") {
  return by_registrar("list.published", "governance",
                      changed(object_of(R"({"list":"goal","effective":"2026-01-01","source":"s",
                          "items":[{"id":"a","title":{"en":"A"},"members":["GHA"]}]})"),
                              patch));
}

TEST(ListPublishedRules, NameTheFault) {
  LedgerBuilder ledger = furnished_ledger();
  const auto check = [&ledger](std::string_view patch, std::string_view code,
                               std::string_view pointer) {
    ledger.expect_refused(list(patch), code, pointer);
  };

  check(R"({"items":[{"id":"a","title":{"en":"A"}},{"id":"a","title":{"en":"B"}}]})", "item_twice",
        "/body/items/1/id");
  check(R"({"items":[{"id":"a","title":{"fr":"A"}}]})", "title_not_in_english",
        "/body/items/0/title");
  check(R"({"items":[{"id":"a","title":{}}]})", "title_not_in_english", "/body/items/0/title");
  check(R"({"items":[{"id":"a","title":{"en":"A","?":"B"}}]})", "language_invalid",
        "/body/items/0/title");
  check(R"({"items":[{"id":"a","title":{"en":"A","zh-":"B"}}]})", "language_invalid",
        "/body/items/0/title");
  check(R"({"items":[{"id":"a","title":{"en":""}}]})", "text_empty", "/body/items/0/title/en");
  check(R"({"items":[{"id":"a","title":{"en":"A"},"members":["GHA","XKX"]}]})", "country_unknown",
        "/body/items/0/members/1");
  check(R"({"items":[{"id":"a","title":{"en":"A"},"members":["GHA","GHA"]}]})", "country_twice",
        "/body/items/0/members/1");
  check(R"({"source":""})", "text_empty", "/body/source");
}

TEST(ListPublishedRules, AskForANewEffectiveDate) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(list());

  ledger.expect_refused(list(), "list_version_exists", "/body/effective");
  EXPECT_TRUE(ledger.submit(list(R"({"effective":"2025-01-01"})"))) << "in any order";
  EXPECT_TRUE(ledger.submit(list(R"({"list":"other"})")));
  EXPECT_TRUE(ledger.submit(list(R"({"effective":"2024-01-01","items":null})"))) << "empty";
  EXPECT_TRUE(ledger.submit(
      list(R"({"effective":"2023-01-01","items":[{"id":"a","title":{"en":"A","zh-Hans":"B"}}]})")));
}

Draft rates(std::string_view patch = "{}") {
  return by_registrar("rates.published", "governance",
                      changed(object_of(R"({"effective":"2026-04-01","base":"USD","source":"s",
                          "rates":{"EUR":"0.924","USD":"1"}})"),
                              patch));
}

TEST(RatesPublishedRules, NameTheFault) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.expect_refused(rates(R"({"base":"EUR"})"), "base_not_usd", "/body/base");
  ledger.expect_refused(rates(R"({"rates":{"XXX":"1"}})"), "currency_unknown", "/body/rates/XXX");
  ledger.expect_refused(rates(R"({"rates":{"USD":"1.01"}})"), "rate_of_base", "/body/rates/USD");
  ledger.expect_refused(rates(R"({"rates":{"EUR":null,"USD":null}})"), "rates_missing",
                        "/body/rates");
  ledger.expect_refused(rates(R"({"rates":{"EUR":"0"}})"), "rate_invalid", "/body/rates/EUR");
}

TEST(RatesPublishedRules, AskForANewEffectiveDate) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(rates());

  ledger.expect_refused(rates(), "rates_exist", "/body/effective");
  EXPECT_TRUE(ledger.submit(rates(R"({"effective":"2026-03-01"})"))) << "in any order";
}

TEST(ObjectiveRules, AskForATargetAfterTheBaseline) {
  LedgerBuilder ledger = furnished_ledger();
  const auto objective = [](std::string_view patch) {
    return by_registrar("objective.set", "governance",
                        changed(object_of(R"({"id":"new","title":"t","unit":"u","source":"s",
                            "baseline":{"value":"0","date":"2020-01-01"},
                            "target":{"value":"1","date":"2030-01-01"}})"),
                                patch));
  };

  ledger.expect_refused(objective(R"({"target":{"date":"2020-01-01"}})"), "start_not_before_end",
                        "/body/target/date");
  ledger.expect_refused(objective(R"({"unit":""})"), "text_empty", "/body/unit");
  EXPECT_TRUE(ledger.submit(objective("{}")));
  EXPECT_TRUE(ledger.submit(objective(R"({"title":"again"})"))) << "may be set anew";
}

TEST(IndicatorRules, NameTheFault) {
  LedgerBuilder ledger = furnished_ledger();
  const auto indicator = [](std::string_view patch) {
    return by_registrar("indicator.observed", "governance",
                        changed(object_of(R"({"objective":"people-offline","value":"26",
                            "date":"2024-12-31","country":"GHA","source":"s"})"),
                                patch));
  };

  ledger.expect_refused(indicator(R"({"objective":"none"})"), "objective_unknown",
                        "/body/objective");
  ledger.expect_refused(indicator(R"({"country":"XXX"})"), "country_unknown", "/body/country");
  EXPECT_TRUE(ledger.submit(indicator("{}")));
}

TEST(PartyRules, NameTheFault) {
  LedgerBuilder ledger = furnished_ledger();
  const auto party = [](const char* kind, const char* id, std::string_view patch) {
    return by_registrar(
        kind, std::string("party/") + id,
        changed(object_of(R"({"name":"N","sector":"academia","country":"GHA","roles":["member"]})"),
                patch));
  };

  ledger.expect_refused(party("party.registered", "gha-gov", "{}"), "party_exists", "/stream");
  ledger.expect_refused(party("party.registered", "bdt", "{}"), "party_exists", "/stream");
  ledger.expect_refused(party("party.updated", "nobody", "{}"), "party_unknown", "/stream");
  for (const char* kind : {"party.registered", "party.updated"}) {
    const char* id = std::string_view(kind) == "party.updated" ? "gha-gov" : "new-gov";
    ledger.expect_refused(party(kind, id, R"({"country":"XXX"})"), "country_unknown",
                          "/body/country");
    ledger.expect_refused(party(kind, id, R"({"roles":["member","auditor","member"]})"),
                          "role_twice", "/body/roles/2");
    ledger.expect_refused(party(kind, id, R"({"name":"\n"})"), "text_empty", "/body/name");
    EXPECT_TRUE(ledger.submit(party(kind, id, "{}")));
  }
}

TEST(PartyRules, KeepTheOperatorARegistrar) {
  LedgerBuilder ledger = furnished_ledger();
  const auto with_roles = [](const char* roles) {
    return by_registrar(
        "party.updated", "party/bdt",
        {{"name", "Bureau"}, {"sector", "un-agency"}, {"roles", support::json_of(roles)}});
  };

  ledger.expect_refused(with_roles(R"(["reviewer"])"), "operator_not_registrar", "/body/roles");
  EXPECT_TRUE(ledger.submit(with_roles(R"(["registrar"])")));
}

}  // namespace
}  // namespace pledgebook::ledger
