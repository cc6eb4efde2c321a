// SPDX-License-Identifier: Apache-2.0
// Changes of the registry by admitted statements that the tests of rules don't check.
#include "ledger/domain/rules/fold.h"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <vector>

#include "ledger/domain/rules/amended_body.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::by_reviewer;
using support::by_roots;
using support::changed;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::object_of;
using support::pledge_body;
using support::report_body;
using support::test_key_id;

Draft adding(const char* name, const char* adder) {
  Draft draft = by_registrar("key.added", "keys/gha-gov",
                             {{"public_key", support::public_key_text(name)},
                              {"label", name},
                              {"roles", boost::json::array{"member"}}});
  draft.signers = {"gha-gov"};
  return draft.signed_by({adder, name});
}

Index add(LedgerBuilder& ledger, const Draft& draft) {
  ledger.add(draft);
  return ledger.statements().back().index;
}

Index revoke(LedgerBuilder& ledger, const char* name, Index since) {
  return add(ledger, by_registrar("key.revoked", "governance",
                                  {{"key", test_key_id(name).hex()},
                                   {"reason", "stolen"},
                                   {"compromised_since", number(since)}}));
}

bool is_disputed_in(LedgerBuilder& ledger, const char* name, Index signed_in, Index as_of) {
  return is_disputed(*ledger.registry().find(test_key_id(name)), signed_in, as_of);
}

constexpr Index next(Index index, std::uint64_t steps = 1) { return Index{number(index) + steps}; }

TEST(Disputes, BeginWhereTheKeyWasCompromised) {
  LedgerBuilder ledger = furnished_ledger();
  const Index since =
      add(ledger, by_party("gha-gov", "pledge.submitted", "pledge/p-1", pledge_body()));
  const Index known = revoke(ledger, "gha-gov", since);

  EXPECT_FALSE(is_disputed_in(ledger, "gha-gov", Index{number(since) - 1}, known));
  EXPECT_TRUE(is_disputed_in(ledger, "gha-gov", since, known));
  EXPECT_TRUE(is_disputed_in(ledger, "gha-gov", next(since), next(known)));
  EXPECT_FALSE(is_disputed_in(ledger, "gha-gov", since, Index{number(known) - 1})) << "nobody knew";
}

TEST(Disputes, ReachTheKeysThatTheKeyAdded) {
  LedgerBuilder ledger = furnished_ledger();
  const Index before = add(ledger, adding("before", "gha-gov"));
  const Index child = add(ledger, adding("child", "gha-gov"));
  const Index grandchild = add(ledger, adding("grandchild", "child"));
  const Index known = revoke(ledger, "gha-gov", child);

  EXPECT_FALSE(is_disputed_in(ledger, "before", next(before), known));
  EXPECT_TRUE(is_disputed_in(ledger, "child", child, known));
  EXPECT_TRUE(is_disputed_in(ledger, "grandchild", grandchild, known));
  EXPECT_FALSE(is_disputed_in(ledger, "grandchild", grandchild, Index{number(known) - 1}));
  EXPECT_TRUE(ledger.registry().find(test_key_id("before"))->is_active());
  EXPECT_EQ(ledger.registry().find(test_key_id("child"))->revoked, known) << "it may not sign";
}

// A key of another party than the stolen one's stays, and so may add keys.
TEST(Disputes, ReachTheKeysThatADisputedKeyAddsLater) {
  LedgerBuilder ledger = furnished_ledger();
  const Index theft{ledger.statements().size()};
  ledger.add_key("tgo-gov", "tgo-gov");
  Draft stolen = by_registrar("key.revoked", "governance",
                              {{"key", test_key_id("registrar").hex()}, {"reason", "stolen"}});
  stolen.body["compromised_since"] = number(theft);
  ledger.add(stolen.signed_by({"root-1", "root-2"}));
  Draft adds = adding("later", "tgo-gov");
  adds.stream = "keys/tgo-gov";
  adds.signers = {"tgo-gov"};
  const Index later = add(ledger, adds);

  EXPECT_TRUE(is_disputed_in(ledger, "later", next(later), later));
}

TEST(Disputes, NeverChangeTheAnswerForAnEarlierAsOf) {
  LedgerBuilder ledger = furnished_ledger();
  const Index child = add(ledger, adding("child", "gha-gov"));
  const Index late = add(
      ledger,
      by_party("gha-gov", "pledge.submitted", "pledge/p-1", pledge_body()).signed_by({"child"}));
  const Index first = revoke(ledger, "child", late);
  const Index second = revoke(ledger, "gha-gov", child);

  EXPECT_TRUE(is_disputed_in(ledger, "child", late, first));
  EXPECT_FALSE(is_disputed_in(ledger, "child", child, first));
  EXPECT_TRUE(is_disputed_in(ledger, "child", child, second));
  EXPECT_TRUE(is_disputed_in(ledger, "child", late, second));
}

TEST(Disputes, GrowWhereTheCompromiseIsFoundToBeOlder) {
  LedgerBuilder ledger = furnished_ledger();
  const Index child = add(ledger, adding("child", "gha-gov"));
  const Index first = revoke(ledger, "gha-gov", next(child));
  const Index second = revoke(ledger, "gha-gov", child);

  EXPECT_FALSE(is_disputed_in(ledger, "child", child, first));
  EXPECT_TRUE(is_disputed_in(ledger, "child", child, second));
}

TEST(Fold, KnowsWhichKeysThePartyHas) {
  LedgerBuilder ledger = furnished_ledger();
  const PartyId party = *PartyId::parse("gha-gov");
  add(ledger, adding("second", "gha-gov"));
  EXPECT_TRUE(ledger.registry().has_active_key(party));
  EXPECT_EQ(ledger.registry().find(party)->keys,
            (std::vector{test_key_id("gha-gov"), test_key_id("second")}));

  revoke(ledger, "second", ledger.statements().back().index);
  revoke(ledger, "gha-gov", ledger.statements().back().index);
  EXPECT_FALSE(ledger.registry().has_active_key(party));
  EXPECT_EQ(ledger.registry().find(party)->keys.size(), 2U);
}

TEST(Fold, DoesNotCountRootKeysAsActive) {
  LedgerBuilder ledger = furnished_ledger();
  for (const char* name : {"reviewer", "auditor", "auditor-2", "registrar"}) {
    ledger.add(
        by_roots("key.revoked", "governance", {{"key", test_key_id(name).hex()}, {"reason", "r"}}));
  }

  EXPECT_FALSE(ledger.registry().has_active_key(*PartyId::parse("bdt")));
  EXPECT_TRUE(ledger.registry().find(test_key_id("root-1"))->root);
  EXPECT_EQ(ledger.registry().find(*PartyId::parse("bdt"))->root_keys, 3U);
}

TEST(Fold, MovesTheHeadsOfStreams) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  ledger.add(by_party("observer", "attestation.given", "attestation/p-1", {{"claim", "c"}}));
  ledger.add(by_party("observer", "message.posted", "discussion/p-1",
                      {{"text", "t"}, {"topic", "question"}}));
  for (const auto& accepted : ledger.statements()) {
    const auto is_last = [&] {
      for (const auto& other : ledger.statements()) {
        if (other.statement.stream == accepted.statement.stream && other.index > accepted.index)
          return false;
      }
      return true;
    };
    if (is_last()) {
      EXPECT_EQ(ledger.registry().head(accepted.statement.stream), accepted.sid)
          << accepted.statement.stream.text();
    }
  }
  EXPECT_EQ(ledger.registry().head(*StreamId::parse("party/bdt")), std::nullopt);
  EXPECT_EQ(ledger.registry().head(*StreamId::parse("pledge/p-9")), std::nullopt);
}

TEST(Fold, CountsThePledgesRecords) {
  LedgerBuilder ledger = furnished_ledger();
  const Sid sid = ledger.add_pledge("p-1", "gha-gov");
  const PledgeState& pledge = ledger.pledge("p-1");
  const auto& records = ledger.statements();

  EXPECT_EQ(pledge.count, 2U);
  EXPECT_EQ(pledge.first, records[records.size() - 2].index);
  EXPECT_EQ(pledge.last, records.back().index);
  EXPECT_EQ(pledge.head, records.back().sid);
  EXPECT_NE(pledge.head, sid);
  EXPECT_EQ(pledge.last_at, records.back().statement.at);
  EXPECT_EQ(pledge.submitted_at, records[records.size() - 2].statement.at);
  EXPECT_EQ(pledge.publication->at, records.back().statement.at);
}

TEST(Fold, RemembersWhichPartnersHaveSigned) {
  LedgerBuilder ledger = furnished_ledger();
  const auto named = changed(pledge_body(), R"({"partners":[{"party":"ken-gov"}]})");
  ledger.add(by_party("gha-gov", "pledge.submitted", "pledge/p-1", named));
  EXPECT_TRUE(ledger.pledge("p-1").partners.empty()) << "the owner is no partner";
  EXPECT_EQ(ledger.pledge("p-1").hands, std::vector{test_key_id("gha-gov")});

  ledger.add(by_party("gha-gov", "pledge.revised", "pledge/p-1", named).also("ken-gov", "ken-gov"));
  EXPECT_EQ(ledger.pledge("p-1").partners, std::vector{*PartyId::parse("ken-gov")});
  EXPECT_EQ(ledger.pledge("p-1").hands.size(), 2U);

  ledger.add(support::on_behalf("tgo-gov", "pledge.submitted", "pledge/p-2", pledge_body()));
  EXPECT_TRUE(ledger.pledge("p-2").partners.empty()) << "nor is the registrar";
  EXPECT_EQ(ledger.pledge("p-2").hands, std::vector{test_key_id("registrar")});
}

TEST(Fold, RemembersWhoLastSetTheValue) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  const Index submitted = ledger.pledge("p-1").first;
  const auto amend = [&ledger](const char* category, const char* changes) {
    ledger.add(by_party(
        "gha-gov", "pledge.amended", "pledge/p-1",
        {{"category", category}, {"reason", "r"}, {"changes", support::json_of(changes)}}));
    return ledger.statements().back().index;
  };
  amend("scope", R"({"title":"New"})");
  EXPECT_EQ(ledger.pledge("p-1").valuation.index, submitted);

  const Index raised = amend("increase", R"({"value":{"amount":"2000000"}})");
  EXPECT_EQ(ledger.pledge("p-1").valuation.index, raised);
  EXPECT_EQ(ledger.pledge("p-1").valuation.keys, std::vector{test_key_id("gha-gov")});
}

TEST(Fold, TakesTheRevisionForTheSubmissionInForce) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(by_party("gha-gov", "pledge.submitted", "pledge/p-1", pledge_body()));
  ledger.add(by_reviewer("pledge.returned", "pledge/p-1", {}));
  ledger.add(adding("second", "gha-gov"));
  ledger.add(
      by_party("gha-gov", "pledge.revised", "pledge/p-1", pledge_body()).signed_by({"second"}));

  const PledgeState& pledge = ledger.pledge("p-1");
  EXPECT_EQ(pledge.state, Lifecycle::submitted);
  EXPECT_EQ(pledge.submission, ledger.statements().back().sid);
  EXPECT_EQ(pledge.valuation.index, ledger.statements().back().index);
  EXPECT_EQ(pledge.valuation.keys, std::vector{test_key_id("second")});
  EXPECT_LT(pledge.first, ledger.statements().back().index);
}

TEST(Fold, ReplacesCorrectedReports) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  const Sid first = ledger.add(by_party("gha-gov", "report.submitted", "pledge/p-1",
                                        report_body("2026-01-01", "2026-03-31")));
  auto body = report_body("2026-01-01", "2026-02-28");
  body["corrects"] = first.hex();
  const Sid second = ledger.add(by_party("gha-gov", "report.submitted", "pledge/p-1", body));

  const PledgeState& pledge = ledger.pledge("p-1");
  EXPECT_TRUE(find_report(pledge, first)->replaced);
  EXPECT_EQ(last_report(pledge)->sid, second);
}

// A verifier of an export has not the parties of all keys that governance revokes.
TEST(Fold, PassesOverTheRevocationOfAKeyThatItDoesNotKnow) {
  LedgerBuilder ledger = furnished_ledger();
  const SignedStatement revoked = ledger.sign(by_registrar(
      "key.revoked", "governance", {{"key", test_key_id("elsewhere").hex()}, {"reason", "lost"}}));
  const auto statement = decode_statement(revoked.payload);
  const Sid sid = statement_id(revoked.payload);

  fold(ledger.registry(), {*statement, sid, revoked.signatures, Index{99}, ledger.now()});

  EXPECT_EQ(ledger.registry().governance().head, sid);
  EXPECT_EQ(ledger.registry().find(test_key_id("elsewhere")), nullptr);
}

// The same records always give the same registry.
TEST(Fold, IsARepeatableFunctionOfTheRecords) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  ledger.add(by_party("gha-gov", "report.submitted", "pledge/p-1",
                      report_body("2026-01-01", "2026-03-31")));
  Registry again;
  for (const auto& accepted : ledger.statements()) {
    const auto statement = decode_statement(accepted.signed_statement.payload);
    fold(again, {*statement, accepted.sid, accepted.signed_statement.signatures, accepted.index,
                 accepted.recorded_at});
  }

  const PledgeState& one = ledger.pledge("p-1");
  const PledgeState& other = *again.find(*PledgeId::parse("p-1"));
  EXPECT_EQ(one.body, other.body);
  EXPECT_EQ(one.head, other.head);
  EXPECT_EQ(one.state, other.state);
  EXPECT_EQ(one.reports.size(), other.reports.size());
  EXPECT_EQ(again.governance().ledger, ledger.registry().governance().ledger);
  EXPECT_EQ(again.changes(), ledger.registry().changes());
}

TEST(AmendedBody, IsAMergePatch) {
  const auto body_of = [](const boost::json::object& json) {
    return std::get<PledgeSubmitted>(*read_body("pledge.submitted", json)).pledge;
  };
  const auto before = changed(pledge_body(), R"({"sdgs":["9"],"nature":"cash"})");
  const auto after = amended_body(
      body_of(before),
      object_of(R"({"value":{"amount":"5"},"sdgs":["4","5"],"nature":null,"description":"D"})"));

  ASSERT_TRUE(after);
  EXPECT_EQ(*after, body_of(changed(pledge_body(), R"({"value":{"amount":"5","currency":"USD"},
      "sdgs":["4","5"],"description":"D"})")));
}

}  // namespace
}  // namespace pledgebook::ledger
