// SPDX-License-Identifier: Apache-2.0
// A correction of the value is a proposal: it has no effect until a reviewer accepts it.
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <string>
#include <utility>
#include <vector>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_auditor;
using support::by_party;
using support::by_reviewer;
using support::changed;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::pledge_body;
using support::report_body;

constexpr const char* kStream = "pledge/p-1";

Draft correction(std::string_view changes) {
  boost::json::object body{{"category", "correction"}, {"reason", "typing error"}};
  body["changes"] = support::json_of(changes);
  return by_party("gha-gov", "pledge.amended", kStream, std::move(body));
}
Draft accepting(const Sid& amendment) {
  return by_reviewer("correction.accepted", kStream, {{"amendment", amendment.hex()}});
}
Draft declining(const Sid& amendment) {
  return by_reviewer("correction.declined", kStream,
                     {{"amendment", amendment.hex()}, {"reason", "the letter says a million"}});
}

// furnished, with a published pledge of USD 1,000,000.
LedgerBuilder with_pledge() {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  return ledger;
}

std::string value_of(LedgerBuilder& ledger) {
  const auto& value = ledger.pledge("p-1").body.value;
  return value ? std::string(value->currency.code()) + " " + value->amount.text() : "none";
}

TEST(Correction, OfTheValueWaitsForAReviewer) {
  LedgerBuilder ledger = with_pledge();
  const Sid sid = ledger.add(correction(R"({"value":{"amount":"100000"},"title":"N"})"));
  EXPECT_EQ(value_of(ledger), "USD 1000000");
  EXPECT_NE(ledger.pledge("p-1").body.title, "N") << "no part of it has an effect";

  ledger.add(accepting(sid));
  EXPECT_EQ(value_of(ledger), "USD 100000");
  EXPECT_EQ(ledger.pledge("p-1").body.title, "N");
  EXPECT_FALSE(ledger.pledge("p-1").correction);
}

TEST(Correction, OfTheCurrencyOrByRemovalWaitsToo) {
  for (const auto& [changes, after] : {std::pair(R"({"value":{"currency":"EUR"}})", "EUR 1000000"),
                                       std::pair(R"({"value":null,"type":"policy"})", "none")}) {
    LedgerBuilder ledger = with_pledge();
    const Sid sid = ledger.add(correction(changes));
    EXPECT_EQ(value_of(ledger), "USD 1000000");
    ledger.add(accepting(sid));
    EXPECT_EQ(value_of(ledger), after);
  }
}

TEST(Correction, OfAnythingElseHasEffectAtOnce) {
  LedgerBuilder ledger = with_pledge();
  ledger.add(correction(R"({"title":"N"})"));
  EXPECT_EQ(ledger.pledge("p-1").body.title, "N");

  ledger.add(correction(R"({"value":{"estimated":true}})"));
  EXPECT_EQ(ledger.pledge("p-1").body.value->estimated, true);
  EXPECT_FALSE(ledger.pledge("p-1").correction);
}

TEST(Correction, IsDeclinedWithoutEffect) {
  LedgerBuilder ledger = with_pledge();
  const Sid sid = ledger.add(correction(R"({"value":{"amount":"1"}})"));
  Draft silent = declining(sid);
  silent.body["reason"] = " ";
  ledger.expect_refused(silent, "text_empty", "/body/reason");

  ledger.add(declining(sid));
  EXPECT_EQ(value_of(ledger), "USD 1000000");
  ledger.expect_refused(accepting(sid), "correction_not_open", "/body/amendment");
  ledger.expect_refused(declining(sid), "correction_not_open", "/body/amendment");
}

TEST(Correction, TakesThePlaceOfAnOpenOne) {
  LedgerBuilder ledger = with_pledge();
  const Sid first = ledger.add(correction(R"({"value":{"amount":"1"}})"));
  const Sid second = ledger.add(correction(R"({"value":{"amount":"2"}})"));

  ledger.expect_refused(accepting(first), "correction_not_open", "/body/amendment");
  ledger.add(accepting(second));
  EXPECT_EQ(value_of(ledger), "USD 2");
}

TEST(Correction, IsAppliedToThePledgeAsItIsByThen) {
  LedgerBuilder ledger = with_pledge();
  const Sid sid = ledger.add(correction(R"({"value":{"amount":"2"}})"));
  ledger.add(by_party("gha-gov", "pledge.amended", kStream,
                      support::object_of(R"({"category":"scope","changes":{"title":"N"},
                          "reason":"r"})")));

  ledger.add(accepting(sid));
  EXPECT_EQ(value_of(ledger), "USD 2");
  EXPECT_EQ(ledger.pledge("p-1").body.title, "N");
}

TEST(Correction, GivesAValidPledgeWhenItIsAccepted) {
  LedgerBuilder ledger = with_pledge();
  const Sid sid = ledger.add(correction(R"({"value":null,"type":"policy"})"));
  ledger.add(by_party("gha-gov", "pledge.amended", kStream,
                      support::object_of(R"({"category":"extension","changes":{"end":"2027-12-31"},
                          "reason":"r"})")));
  EXPECT_TRUE(ledger.submit(accepting(sid)));

  const Sid late =
      ledger.add(correction(R"({"value":{"amount":"5","currency":"USD"},"end":"2026-06-30"})"));
  ledger.add(by_party("gha-gov", "pledge.amended", kStream,
                      support::object_of(R"({"category":"scope","changes":{"start":"2026-07-31"},
                          "reason":"r"})")));
  ledger.expect_refused(accepting(late), "end_before_start", "/body/amendment");
}

// A proposal that leaves a partner's part alone can't undo what the partner has signed since.
TEST(Correction, ChangesNoPartnersPartBehindItsBack) {
  LedgerBuilder ledger = furnished_ledger();
  const auto partners = [](const char* share) {
    return R"("partners":[{"party":"ken-gov","share":")" + std::string(share) +
           R"("},{"name":"F","share":"50"}])";
  };
  ledger.add(by_party("gha-gov", "pledge.submitted", kStream,
                      changed(pledge_body(), "{" + partners("50") + "}"))
                 .also("ken-gov", "ken-gov"));
  ledger.add(by_reviewer("pledge.published", kStream, {}));
  const Draft proposal = correction(R"({"value":{"amount":"7"},)" + partners("50") + "}");
  const Sid alone = ledger.add(proposal);
  Draft amended = correction("{" + partners("50.05") + "}");
  ledger.add(amended.also("ken-gov", "ken-gov"));

  ledger.expect_refused(accepting(alone), "signature_missing", "/body/amendment");
  const Sid together = ledger.add(proposal.also("ken-gov", "ken-gov"));
  EXPECT_TRUE(ledger.submit(accepting(together))) << "the partner signed the proposal";
}

TEST(Correction, GivesAPledgeThatFitsAStatementWhenItIsAccepted) {
  LedgerBuilder ledger = with_pledge();
  Draft proposal = correction(R"({"value":{"amount":"7"}})");
  proposal.body["changes"].get_object()["description"] = std::string(8'000, 'd').c_str();
  const Sid sid = ledger.add(proposal);
  boost::json::array partners;
  for (int i = 0; i < 150; ++i)
    partners.push_back(boost::json::object{{"name", std::string(180, 'n').c_str()}});
  Draft amended = correction("{}");
  amended.body["changes"] = boost::json::object{{"partners", std::move(partners)}};
  ledger.add(amended);

  ledger.expect_refused(accepting(sid), "pledge_too_large", "/body/amendment");
}

TEST(Correction, NamesItselfWhereItNoLongerFits) {
  LedgerBuilder ledger = with_pledge();
  const Sid sid = ledger.add(correction(R"({"value":{"amount":"7"}})"));
  ledger.add(by_party("gha-gov", "pledge.amended", kStream,
                      support::object_of(R"({"category":"reduction","reason":"r",
                          "changes":{"value":null,"type":"policy"}})")));

  ledger.expect_refused(accepting(sid), "member_missing", "/body/amendment");
}

TEST(Correction, IsProposedAfterCompletionTooUnlikeOtherAmendments) {
  LedgerBuilder ledger = with_pledge();
  ledger.add(by_party("gha-gov", "report.submitted", kStream,
                      report_body("2026-01-01", "2026-02-01", "completed")));
  const auto check = [&ledger](const char* amount) {
    ledger.expect_refused(correction(R"({"title":"N"})"), "state_not_allowed", "/kind");
    ledger.expect_refused(by_party("gha-gov", "pledge.amended", kStream,
                                   support::object_of(R"({"category":"increase","reason":"r",
                                       "changes":{"value":{"amount":"2000000"}}})")),
                          "state_not_allowed", "/kind");
    const Sid sid =
        ledger.add(correction(R"({"value":{"amount":")" + std::string(amount) + R"("}})"));
    EXPECT_TRUE(ledger.submit(accepting(sid)));
    EXPECT_EQ(value_of(ledger), "USD " + std::string(amount));
  };
  check("1");
  int amount = 2;
  for (const char* result : {"fulfilled", "partly-fulfilled", "unfulfilled"}) {
    const Sid sid = ledger.add(by_auditor("fulfilment.determined", kStream, {{"result", result}}));
    const Lifecycle state = ledger.pledge("p-1").state;
    check(std::to_string(amount++).c_str());
    EXPECT_EQ(ledger.pledge("p-1").state, state) << "the state stays";
    ledger.add(by_auditor("fulfilment.reversed", kStream, {{"reason", "r"}, {"sid", sid.hex()}})
                   .signed_by({"auditor", "auditor-2"}));
  }
}

TEST(Correction, IsNotAcceptedOnceThePledgeIsGone) {
  LedgerBuilder ledger = with_pledge();
  const Sid sid = ledger.add(correction(R"({"value":{"amount":"1"}})"));
  ledger.add(by_party("gha-gov", "pledge.withdrawn", kStream, {{"reason", "r"}}));

  ledger.expect_refused(accepting(sid), "state_not_allowed", "/kind");
  ledger.expect_refused(correction(R"({"value":{"amount":"2"}})"), "state_not_allowed", "/kind");
}

// A rise of the value under the name of a correction waits as any correction does.
TEST(Correction, IsNoWayAroundTheReviewer) {
  LedgerBuilder ledger = with_pledge();
  const Sid sid = ledger.add(correction(R"({"value":{"amount":"9000000"}})"));
  EXPECT_EQ(value_of(ledger), "USD 1000000");

  ledger.expect_refused(accepting(sid).signed_by({"registrar"}), "role_missing",
                        "/signatures/0/keyid");
  ledger.expect_refused(accepting(sid).signed_by({"auditor"}), "role_missing",
                        "/signatures/0/keyid");
  Draft by_owner = accepting(sid).signed_by({"gha-gov"});
  by_owner.signers = {"gha-gov"};
  ledger.expect_refused(by_owner, "role_missing", "/signatures/0/keyid");
}

// The owner's own reviewer is no judge of its correction.
TEST(Correction, IsJudgedByAnotherParty) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_party("nor-gov", R"(["member","reviewer"])");
  ledger.add_key("nor-gov", "nor-gov");
  ledger.add_key("nor-gov", "nor-reviewer", R"(["reviewer"])");
  ledger.add_pledge("p-1", "nor-gov");
  Draft proposal = correction(R"({"value":{"amount":"1"}})").signed_by({"nor-gov"});
  proposal.signers = {"nor-gov"};
  const Sid sid = ledger.add(proposal);

  for (Draft answer : {accepting(sid), declining(sid)}) {
    answer.signers = {"nor-gov"};
    ledger.expect_refused(answer.signed_by({"nor-reviewer"}), "judge_has_interest",
                          "/signatures/0/keyid");
  }
  EXPECT_TRUE(ledger.submit(accepting(sid)));
}

// If the member's key turns out to be stolen, the corrected value is disputed.
TEST(Correction, MakesTheValueTheWordOfWhoProposedIt) {
  LedgerBuilder ledger = with_pledge();
  const Index before = ledger.pledge("p-1").valuation.index;
  const Sid sid = ledger.add(correction(R"({"value":{"amount":"1"}})"));
  const Index proposed = ledger.statements().back().index;
  EXPECT_EQ(ledger.pledge("p-1").valuation.index, before);

  ledger.add(accepting(sid));
  EXPECT_EQ(ledger.pledge("p-1").valuation.index, proposed);
  EXPECT_EQ(ledger.pledge("p-1").valuation.keys, std::vector{support::test_key_id("gha-gov")});
}

}  // namespace
}  // namespace pledgebook::ledger
