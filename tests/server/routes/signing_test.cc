// SPDX-License-Identifier: Apache-2.0
// GET: what signers need: the ledger, heads of streams, parties and their keys.
#include <gtest/gtest.h>

#include "tests/server/served_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;
using support::by_party;
using support::by_registrar;
using support::by_roots;

TEST(Streams, TellTheHeadAndItMoves) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  const auto before = json_of(served.get("/api/v1/streams/pledge/p-1"));
  EXPECT_TRUE(before.at("head").is_null());
  EXPECT_EQ(number_in(before, "count"), 0);
  const auto statement = ledger.sign(
      support::by_party("gha-gov", "pledge.submitted", "pledge/p-1", support::pledge_body()));

  ASSERT_EQ(served.post(statement).status, 201);

  const auto after = json_of(served.get("/api/v1/streams/pledge/p-1"));
  EXPECT_EQ(text_in(after, "head"), ledger::statement_id(statement.payload).hex());
  EXPECT_EQ(number_in(after, "count"), 1);
  EXPECT_EQ(number_in(after, "last"), static_cast<std::int64_t>(ledger.statements().size()));
}

TEST(Streams, AreOfKnownKinds) {
  ServedLedger served(member_ledger());

  EXPECT_EQ(served.get("/api/v1/streams/governance").status, 200);
  for (const char* kind : {"pledge", "attestation", "discussion", "party", "keys", "indicator"}) {
    EXPECT_EQ(served.get("/api/v1/streams/" + std::string(kind) + "/p-1").status, 200) << kind;
    EXPECT_EQ(served.get("/api/v1/statements?stream=" + std::string(kind) + "/p-1").status, 200)
        << kind;
  }
  expect_problem(served.get("/api/v1/streams/by/gha-gov"), 400, "stream_invalid");
  expect_problem(served.get("/api/v1/streams/pledge/A"), 400, "stream_invalid");
}

json::object key_named(const ServedLedger& served, std::string_view name) {
  return json_of(served.get("/api/v1/keys/" + support::test_key_id(name).hex()));
}

TEST(Ledger, SaysWhatAStatementMustName) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);

  const auto answer = json_of(served.get("/api/v1/ledger"));

  EXPECT_EQ(text_in(answer, "ledger"), ledger.registry().governance().ledger);
  EXPECT_EQ(text_in(answer, "origin"), support::kTestOrigin);
  EXPECT_EQ(text_in(answer, "operator"), support::kOperator);
  EXPECT_EQ(number_in(answer, "rules"), 1);
  EXPECT_EQ(number_in(answer, "root_quorum"), 2);
  EXPECT_EQ(text_in(answer, "log_key"), support::test_log_key().text());
  EXPECT_EQ(answer.at("earlier_log_keys"), json::array());
  EXPECT_EQ(number_in(answer, "size"), static_cast<std::int64_t>(ledger.statements().size()));
}

TEST(Ledger, NamesTheKeyOfTheLogInForceAndEarlierOnes) {
  support::LedgerBuilder ledger = member_ledger();
  const auto replace = [&](const char* name) {
    const std::string text =
        crypto::VerifierKey::of(support::kTestOrigin, support::test_key(name).public_key(),
                                crypto::NoteKeyType::ed25519)
            .value()
            .text();
    support::Draft draft = by_roots("log-key.replaced", "governance", {{"log_key", text}});
    draft.keys.emplace_back(name);
    ledger.add(draft);
    return text;
  };
  const std::string second = replace("log-2");
  const std::string third = replace("log-3");
  ServedLedger served(ledger);

  const auto answer = json_of(served.get("/api/v1/ledger"));

  EXPECT_EQ(text_in(answer, "log_key"), third);
  EXPECT_EQ(answer.at("earlier_log_keys"),
            (json::array{json::value(support::test_log_key().text()), json::value(second)}));
}

TEST(Keys, SayWhoseTheyAre) {
  ServedLedger served(member_ledger());

  const auto member = key_named(served, "gha-gov");
  const auto root = key_named(served, "root-1");

  EXPECT_EQ(text_in(member, "party"), "gha-gov");
  EXPECT_EQ(text_in(member, "public_key"), support::public_key_text("gha-gov"));
  EXPECT_EQ(member.at("roles"), support::json_of(R"(["member"])"));
  EXPECT_EQ(text_in(member, "holder"), support::test_key_id("gha-gov").hex());
  EXPECT_TRUE(member.at("active").as_bool());
  EXPECT_FALSE(member.contains("root_quorum"));
  EXPECT_TRUE(root.at("root").as_bool());
  EXPECT_EQ(number_in(root, "root_quorum"), 2);
  EXPECT_EQ(root.at("roles"), json::array());
  expect_problem(served.get("/api/v1/keys/" + std::string(64, '0')), 404, "not_found");
  expect_problem(served.get("/api/v1/keys/abc"), 400, "digest_invalid");
}

TEST(Keys, EndWhenTheyAreReplacedOrRevoked) {
  support::LedgerBuilder ledger = member_ledger();
  json::object next{{"public_key", support::public_key_text("gha-2")}, {"label", "next"}};
  ledger.add(by_party("gha-gov", "key.replaced", "keys/gha-gov", std::move(next))
                 .signed_by({"gha-gov", "gha-2"}));
  const auto replaced = ledger::number(ledger.statements().back().index);
  ledger.add(by_registrar("key.revoked", "governance",
                          {{"key", support::test_key_id("gha-2").hex()},
                           {"reason", "stolen"},
                           {"compromised_since", replaced}}));
  const auto revoked = ledger::number(ledger.statements().back().index);
  ServedLedger served(ledger);

  const auto old_key = key_named(served, "gha-gov");
  const auto new_key = key_named(served, "gha-2");

  EXPECT_FALSE(old_key.at("active").as_bool());
  EXPECT_EQ(number_in(old_key, "replaced"), static_cast<std::int64_t>(replaced));
  EXPECT_FALSE(old_key.contains("revoked"));
  EXPECT_FALSE(old_key.contains("disputed_since"));
  EXPECT_FALSE(new_key.at("active").as_bool());
  EXPECT_EQ(text_in(new_key, "holder"), support::test_key_id("gha-gov").hex());
  EXPECT_EQ(number_in(new_key, "revoked"), static_cast<std::int64_t>(revoked));
  EXPECT_EQ(number_in(new_key, "disputed_since"), static_cast<std::int64_t>(replaced));
  const auto party = json_of(served.get("/api/v1/parties/gha-gov"));
  EXPECT_FALSE(party.at("has_active_key").as_bool());
  EXPECT_EQ(number_in(party, "total"), 2);
  const json::value member = json_of(served.get("/api/v1/members/gha-gov"));
  EXPECT_EQ(member.at_pointer("/member/keys/0/replaced"), replaced);
  EXPECT_EQ(member.at_pointer("/member/keys/1/revoked"), revoked);
}

TEST(Parties, ShowTheirKeys) {
  ServedLedger served(member_ledger());

  const auto party = json_of(served.get("/api/v1/parties/gha-gov"));

  EXPECT_TRUE(party.at("has_active_key").as_bool());
  ASSERT_EQ(party.at("keys").as_array().size(), 1U);
  EXPECT_EQ(text_in(party.at("keys").as_array()[0].as_object(), "key"),
            support::test_key_id("gha-gov").hex());
  EXPECT_FALSE(party.contains("suspended"));
  EXPECT_FALSE(party.contains("itu_membership"));
  expect_problem(served.get("/api/v1/parties/nobody"), 404, "not_found");
  expect_problem(served.get("/api/v1/parties/A"), 400, "id_invalid");
}

TEST(Parties, SayThatTheyAreSuspendedUntilTheyAreResumed) {
  support::LedgerBuilder ledger = member_ledger();
  ledger.add(by_registrar("party.updated", "party/gha-gov", support::object_of(R"({
      "name":"Ghana","sector":"government","roles":["member"],
      "itu_membership":"member-state"})")));
  ledger.add(by_registrar("party.suspended", "party/gha-gov", {{"reason", "a stolen safe"}}));
  const auto suspended = ledger.statements().back().index;
  ServedLedger served(ledger);

  const auto party = json_of(served.get("/api/v1/parties/gha-gov"));
  const Answer resumed = served.post(ledger.sign(
      by_registrar("party.resumed", "party/gha-gov", {{"reason", "the safe is found"}})));
  const auto after = json_of(served.get("/api/v1/parties/gha-gov"));

  EXPECT_EQ(text_in(party, "itu_membership"), "member-state");
  EXPECT_EQ(number_in(party, "suspended"), static_cast<std::int64_t>(ledger::number(suspended)));
  EXPECT_EQ(resumed.status, 201) << resumed.body;
  EXPECT_FALSE(after.contains("suspended"));
  EXPECT_EQ(json_of(served.get("/api/v1/members/gha-gov")).at("member").at("itu_membership"),
            "member-state");
}

}  // namespace
}  // namespace pledgebook::server
