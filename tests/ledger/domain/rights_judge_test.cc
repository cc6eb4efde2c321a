// SPDX-License-Identifier: Apache-2.0
// No judge in its own cause: who may publish, return, reject, review, determine and reverse.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ledger/domain/rules/rules.h"
#include "tests/ledger/key_drafts.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_auditor;
using support::by_party;
using support::by_registrar;
using support::by_reviewer;
using support::changed;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::on_behalf;
using support::pledge_body;
using support::report_body;
using support::test_key_id;

constexpr const char* kStream = "pledge/p-1";

// The same statement by another party's key of this name.
Draft by(Draft draft, const char* party, const char* key) {
  draft.signers = {party};
  return draft.signed_by({key});
}

// furnished, with "nor-gov", a member that also reviews and audits; its keys are "nor-gov",
// "nor-reviewer" and "nor-auditor".
LedgerBuilder with_officers_of_a_member() {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_party("nor-gov", R"(["member","reviewer","auditor"])");
  ledger.add_key("nor-gov", "nor-gov");
  ledger.add_key("nor-gov", "nor-reviewer", R"(["reviewer"])");
  ledger.add_key("nor-gov", "nor-auditor", R"(["auditor"])");
  return ledger;
}

// Each kind by which a reviewer judges a pledge that is SUBMITTED.
std::vector<Draft> judgements() {
  return {by_reviewer("pledge.returned", kStream, {}),
          by_reviewer("pledge.rejected", kStream, {{"reason", "r"}}),
          by_reviewer("pledge.published", kStream, {})};
}

Draft reviewing(const Sid& report, const char* assurance = "reviewed") {
  return by_auditor("report.reviewed", kStream,
                    {{"report", report.hex()}, {"finding", "accepted"}, {"assurance", assurance}});
}
Draft determining() {
  return by_auditor("fulfilment.determined", kStream, {{"result", "unfulfilled"}});
}
Draft reversing(const Sid& determination) {
  return by_auditor("fulfilment.reversed", kStream, {{"reason", "r"}, {"sid", determination.hex()}})
      .signed_by({"auditor", "auditor-2"});
}
Draft completing(const char* party) {
  return by_party(party, "report.submitted", kStream,
                  report_body("2026-01-01", "2026-02-01", "completed"));
}

TEST(Judges, OfPledgesAreReviewers) {
  for (const Draft& judgement : judgements()) {
    LedgerBuilder ledger = furnished_ledger();
    ledger.add(by_party("gha-gov", "pledge.submitted", kStream, pledge_body()));
    for (const char* other : {"registrar", "auditor"}) {
      ledger.expect_refused(judgement.signed_by({other}), "role_missing", "/signatures/0/keyid");
    }
    EXPECT_EQ(ledger.refusal(judgement.signed_by({"root-1", "root-2"})).code, "root_key_misused");
    ledger.expect_refused(judgement.also("gha-gov", "gha-gov"), "signer_unexpected", "/signers");
    EXPECT_TRUE(ledger.submit(judgement)) << judgement.kind;
  }
}

// A member with the role reviewer published its own pledge.
TEST(Judges, OfPledgesDoNotOwnThem) {
  for (const Draft& judgement : judgements()) {
    LedgerBuilder ledger = with_officers_of_a_member();
    ledger.add(by_party("nor-gov", "pledge.submitted", kStream, pledge_body()));

    ledger.expect_refused(by(judgement, "nor-gov", "nor-reviewer"), "judge_has_interest",
                          "/signatures/0/keyid");
    EXPECT_TRUE(ledger.submit(judgement)) << judgement.kind;
  }
}

TEST(Judges, OfPledgesAreNoPartnersThatSignedThem) {
  LedgerBuilder ledger = with_officers_of_a_member();
  const auto named = changed(pledge_body(), R"({"partners":[{"party":"nor-gov"}]})");
  ledger.add(by_party("gha-gov", "pledge.submitted", kStream, named).also("nor-gov", "nor-gov"));
  const Draft published = by(judgements().back(), "nor-gov", "nor-reviewer");
  ledger.expect_refused(published, "judge_has_interest", "/signatures/0/keyid");

  ledger.add(by_party("gha-gov", "pledge.revised", kStream, pledge_body()));
  ledger.expect_refused(published, "judge_has_interest", "/signatures/0/keyid");
}

// Otherwise a member could keep any reviewer from its pledge.
TEST(Judges, AreNotKeptOutByBeingNamed) {
  LedgerBuilder ledger = with_officers_of_a_member();
  const auto named = changed(pledge_body(), R"({"partners":[{"party":"nor-gov"}]})");
  ledger.expect_refused(by_party("gha-gov", "pledge.submitted", kStream, named),
                        "partner_must_sign", "/body/partners/0/party");

  const auto by_name = changed(pledge_body(), R"({"partners":[{"name":"Norway"}]})");
  ledger.add(by_party("gha-gov", "pledge.submitted", kStream, by_name));
  EXPECT_TRUE(ledger.submit(by(judgements().back(), "nor-gov", "nor-reviewer")));
}

// The registrar's signature on a member's behalf is not the operator's as a partner.
TEST(Judges, AreNoPartnersByEnteringAPledge) {
  LedgerBuilder ledger = with_officers_of_a_member();
  const auto named = changed(pledge_body(), R"({"partners":[{"party":"bdt"}]})");
  ledger.expect_refused(on_behalf("tgo-gov", "pledge.submitted", kStream, named),
                        "partner_must_sign", "/body/partners/0/party");
  ledger.add(on_behalf("tgo-gov", "pledge.submitted", kStream, pledge_body()));
  ledger.expect_refused(on_behalf("tgo-gov", "pledge.revised", kStream, named), "partner_must_sign",
                        "/body/partners/0/party");
  ledger.add(judgements().back());
  ledger.expect_refused(on_behalf("tgo-gov", "pledge.amended", kStream,
                                  support::object_of(R"({"category":"scope","reason":"r",
                    "changes":{"partners":[{"party":"bdt"}]}})")),
                        "partner_must_sign", "/body/changes/partners/0/party");
}

// By the rule that a key holds one officer's role it never comes to this; a later rule set may
// loosen that one.
TEST(Judges, HaveSignedForNoSideOfThePledge) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(by_party("gha-gov", "pledge.submitted", kStream, pledge_body()));
  ledger.registry().edit(*PledgeId::parse("p-1")).hands.push_back(test_key_id("reviewer"));

  ledger.expect_refused(judgements().back(), "judge_took_part", "/signatures/0/keyid");
  ledger.add(replacing("bdt", "reviewer", "new-laptop"));
  ledger.expect_refused(judgements().back().signed_by({"new-laptop"}), "judge_took_part",
                        "/signatures/0/keyid");
}

TEST(Judges, OfTheOperatorsPledgesAreAnotherParty) {
  LedgerBuilder ledger = with_officers_of_a_member();
  ledger.add(adding("bdt", "bdt", {"bdt"}, {"registrar"}, kMember));
  ledger.add(by_party("bdt", "pledge.submitted", kStream, pledge_body()));

  ledger.expect_refused(judgements().back(), "judge_has_interest", "/signatures/0/keyid");
  EXPECT_TRUE(ledger.submit(by(judgements().back(), "nor-gov", "nor-reviewer")));
  const Sid report = ledger.add(completing("bdt"));
  for (const Draft& draft : {reviewing(report, "verified"), determining()}) {
    ledger.expect_refused(draft, "judge_has_interest", "/signatures/0/keyid");
    EXPECT_TRUE(ledger.submit(by(draft, "nor-gov", "nor-auditor"))) << draft.kind;
  }
}

TEST(Judges, OfReportsAreAuditors) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  const Sid report = ledger.add(completing("gha-gov"));
  for (const Draft& draft : {reviewing(report, "verified"), determining()}) {
    for (const char* other : {"registrar", "reviewer"})
      ledger.expect_refused(draft.signed_by({other}), "role_missing", "/signatures/0/keyid");
    EXPECT_EQ(ledger.refusal(draft.signed_by({"root-1", "root-2"})).code, "root_key_misused");
    EXPECT_TRUE(ledger.submit(draft)) << draft.kind;
  }
}

// A partner verified the pledge that it had signed.
TEST(Judges, OfReportsNeitherOwnThePledgeNorSignedIt) {
  for (const bool is_partner : {false, true}) {
    LedgerBuilder ledger = with_officers_of_a_member();
    const auto named = changed(pledge_body(), R"({"partners":[{"party":"nor-gov"}]})");
    const Draft submitted =
        is_partner
            ? by_party("gha-gov", "pledge.submitted", kStream, named).also("nor-gov", "nor-gov")
            : by_party("nor-gov", "pledge.submitted", kStream, pledge_body());
    ledger.add(submitted);
    ledger.add(judgements().back());
    const Sid report = ledger.add(completing(is_partner ? "gha-gov" : "nor-gov"));

    for (const Draft& draft : {reviewing(report), determining()}) {
      ledger.expect_refused(by(draft, "nor-gov", "nor-auditor"), "judge_has_interest",
                            "/signatures/0/keyid");
      EXPECT_TRUE(ledger.submit(draft)) << draft.kind;
    }
    const Draft reversal = reversing(ledger.pledge("p-1").determination->sid);
    EXPECT_EQ(ledger.refusal(reversal.signed_by({"auditor"}).also("nor-gov", "nor-auditor")).code,
              "judge_has_interest");
    EXPECT_TRUE(ledger.submit(reversal));
  }
}

// What the operator entered, its own auditors review; another party's may verify.
TEST(Judges, OfWhatWasEnteredVerifyIfTheyAreOfAnotherParty) {
  LedgerBuilder ledger = with_officers_of_a_member();
  ledger.add(on_behalf("tgo-gov", "pledge.submitted", kStream, pledge_body()));
  ledger.add(judgements().back());
  const Sid report = ledger.add(
      on_behalf("tgo-gov", "report.submitted", kStream, report_body("2026-01-01", "2026-02-01")));

  ledger.expect_refused(reviewing(report, "verified"), "verified_by_enterer", "/body/assurance");
  EXPECT_TRUE(ledger.submit(reviewing(report, "reviewed")));
  EXPECT_TRUE(ledger.submit(reviewing(report, "documented")));
  EXPECT_TRUE(ledger.submit(by(reviewing(report, "verified"), "nor-gov", "nor-auditor")));
}

TEST(Judges, OfAReportThatTheMemberSignedLookAtThePledgeToo) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(on_behalf("tgo-gov", "pledge.submitted", kStream, pledge_body()));
  ledger.add(judgements().front());
  ledger.add_key("tgo-gov", "tgo-gov");
  ledger.add(by_party("tgo-gov", "pledge.revised", kStream, pledge_body()));
  ledger.add(judgements().back());
  const Sid report = ledger.add(completing("tgo-gov"));

  EXPECT_TRUE(ledger.submit(reviewing(report, "verified"))) << "the member revised it itself";

  ledger.add(by_registrar("party.registered", "party/civ-gov",
                          support::object_of(R"({"name":"N","sector":"government",
                              "roles":["member"]})")));
  ledger.add(on_behalf("civ-gov", "pledge.submitted", "pledge/p-2", pledge_body()));
  ledger.add(by_reviewer("pledge.published", "pledge/p-2", {}));
  ledger.add_key("civ-gov", "civ-gov");
  Draft second = completing("civ-gov");
  second.stream = "pledge/p-2";
  Draft verified = reviewing(ledger.add(second), "verified");
  verified.stream = "pledge/p-2";
  ledger.expect_refused(verified, "verified_by_enterer", "/body/assurance");
}

// The determination was reversed by its author and a key that the author had made.
TEST(Reversal, IsByTwoAuditors) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  ledger.add(completing("gha-gov"));
  const Draft reversal = reversing(ledger.add(determining()));

  ledger.expect_refused(reversal.signed_by({"auditor"}), "signature_missing", "/signatures");
  EXPECT_EQ(ledger.refusal(reversal.signed_by({"auditor", "reviewer"})).code, "role_missing");
  EXPECT_EQ(ledger.refusal(reversal.signed_by({"auditor", "auditor-2", "reviewer"})).code,
            "signature_unexpected");
  EXPECT_EQ(ledger.refusal(reversal.signed_by({"auditor", "auditor-2", "root-1"})).code,
            "root_key_misused");
  EXPECT_TRUE(ledger.submit(reversal));
}

TEST(Reversal, IsByTheAuditorsOfTwoPartiesToo) {
  LedgerBuilder ledger = with_officers_of_a_member();
  ledger.add_pledge("p-1", "gha-gov");
  ledger.add(completing("gha-gov"));
  const Draft reversal = reversing(ledger.add(determining())).also("nor-gov", "nor-auditor");

  EXPECT_EQ(ledger.refusal(reversal.signed_by({"auditor", "auditor-2"})).code, "signature_missing");
  EXPECT_TRUE(ledger.submit(reversal.signed_by({"auditor", "nor-auditor"})));
}

// Two keys of one holder are never active at once; if they were, they would count as one.
TEST(Reversal, IsByTwoHolders) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  ledger.add(completing("gha-gov"));
  const Draft reversal = reversing(ledger.add(determining()));
  ledger.registry().edit(test_key_id("auditor-2")).holder = test_key_id("auditor");

  EXPECT_EQ(ledger.refusal(reversal).code, "auditors_are_one");
}

TEST(Reversal, TakesAHeldKeyForWhatItReplaced) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  ledger.add(completing("gha-gov"));
  const Draft reversal = reversing(ledger.add(determining()));
  ledger.add(replacing("bdt", "auditor", "new-laptop"));

  ledger.expect_refused(reversal, "key_replaced",
                        test_key_id("auditor") < test_key_id("auditor-2") ? "/signatures/0/keyid"
                                                                          : "/signatures/1/keyid");
  EXPECT_TRUE(ledger.submit(reversal.signed_by({"new-laptop", "auditor-2"})))
      << "its holder was an auditor before the determination";
}

TEST(Reversal, IsByAuditorsFromBeforeOrOfThirtyDays) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  ledger.add(completing("gha-gov"));
  const Draft reversal = reversing(ledger.add(determining())).signed_by({"auditor", "auditor-3"});
  ledger.set_clock("2026-07-01T00:00:00Z");
  ledger.add_key("bdt", "auditor-3", R"(["auditor"])");
  ledger.add(replacing("bdt", "auditor-3", "auditor-4"));
  const Draft by_new = reversal.signed_by({"auditor", "auditor-4"});

  ledger.set_clock("2026-07-30T23:59:59Z");
  EXPECT_EQ(ledger.refusal(by_new).code, "auditor_too_new");
  ledger.set_clock("2026-07-31T00:00:00Z");
  EXPECT_TRUE(ledger.submit(by_new));
}

}  // namespace
}  // namespace pledgebook::ledger
