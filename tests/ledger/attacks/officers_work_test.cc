// SPDX-License-Identifier: Apache-2.0
// Six ways in which one officer could still do another's work: replaced keys, audit firms,
// partners, corrections, lapses, recovered keys.
#include <gtest/gtest.h>

#include <string>

#include "tests/ledger/attacks/attack.h"
#include "tests/ledger/key_drafts.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_auditor;
using support::by_other;
using support::by_party;
using support::by_registrar;
using support::by_reviewer;
using support::changed;
using support::check_attack;
using support::Draft;
using support::ledger_under_attack;
using support::LedgerBuilder;
using support::on_behalf;
using support::pledge_body;
using support::report_body;
using support::ShownBy;

constexpr const char* kAuditor = R"({"roles":["auditor"]})";

Draft amendment(const char* pledge, std::string_view body) {
  return by_party("gha-gov", "pledge.amended", std::string("pledge/") + pledge,
                  changed({{"reason", "r"}}, body));
}

// 1. A replaced key is the same holder with the same role: it gains no age, no role, and no second
// voice.
TEST(ReplacedKey, IsNoOtherOfficer) {
  LedgerBuilder ledger = ledger_under_attack();
  ledger.add(replacing("bdt", "reviewer", "reviewer-2"));
  ledger.add(by_party("gha-gov", "pledge.submitted", "pledge/p-3", pledge_body()));
  check_attack(ledger,
               by_auditor("fulfilment.determined", "pledge/p-1", {{"result", "fulfilled"}})
                   .signed_by({"reviewer-2"}),
               "role_missing");
  check_attack(ledger, by_reviewer("pledge.published", "pledge/p-3", {}).signed_by({"reviewer"}),
               "key_replaced");
  check_attack(ledger, replacing("bdt", "reviewer", "reviewer-3"), "key_replaced");
  check_attack(ledger, replacing("bdt", "reviewer-2", "auditor"), "key_exists");

  Draft by_roots = replacing("bdt", "auditor", "minted").signed_by({"root-1", "root-2", "minted"});
  check_attack(ledger, by_roots, "signature_unexpected");
  Draft of_another = replacing("bdt", "auditor", "minted").signed_by({"nor-auditor", "minted"});
  of_another.signers = {"nor-gov"};
  check_attack(ledger, of_another, "signer_unexpected");
}

// 2. An audit firm is made by the root quorum alone, and makes no further auditor by itself.
TEST(AuditFirm, IsMadeByTheQuorumAndMakesNone) {
  LedgerBuilder ledger = ledger_under_attack();
  const auto firm = [](const char* kind, const char* roles) {
    return by_registrar(
        kind, "party/firm",
        {{"name", "Firm"}, {"sector", "other"}, {"roles", support::json_of(roles)}});
  };
  ledger.add(firm("party.registered", R"(["member"])"));
  ledger.add(adding("firm", "firm", {"bdt"}, {"registrar"}));
  check_attack(ledger, firm("party.updated", R"(["member","auditor"])"), "root_quorum_missing");

  ledger.add(firm("party.updated", R"(["member","auditor"])").with_roots());
  check_attack(ledger, adding("firm", "firm-auditor", {"firm"}, {"firm"}, kAuditor),
               "root_quorum_missing");
  check_attack(ledger, adding("firm", "firm-auditor", {"bdt"}, {"registrar"}, kAuditor),
               "root_quorum_missing");
  check_attack(ledger, by_quorum("firm", "firm-auditor", kAuditor), "signature_missing");
  check_attack(
      ledger,
      by_other(by_auditor("fulfilment.determined", "pledge/p-1", {{"result", "fulfilled"}}), "firm",
               "firm"),
      "role_missing");
}

// A firm's two auditors may reverse what one of them determined, but both were auditors before.
TEST(AuditFirm, ReversesNothingWithAnAuditorMadeForIt) {
  LedgerBuilder ledger = ledger_under_attack();
  ledger.add(by_party("gha-gov", "report.submitted", "pledge/p-1",
                      report_body("2026-01-01", "2026-02-01", "completed")));
  const Sid sid =
      ledger.add(by_auditor("fulfilment.determined", "pledge/p-1", {{"result", "unfulfilled"}}));
  ledger.add(by_quorum("nor-gov", "nor-auditor-2", kAuditor).also("nor-gov", "nor-gov"));

  check_attack(ledger,
               by_other(by_auditor("fulfilment.reversed", "pledge/p-1",
                                   {{"reason", "r"}, {"sid", sid.hex()}}),
                        "nor-gov", "nor-auditor")
                   .signed_by({"nor-auditor", "nor-auditor-2"}),
               "auditor_too_new");
}

// 3. A member neither keeps officers out by naming them, nor gets its partner's word without it.
TEST(Partners, AreNamedWithTheirWordWhereTheyJudge) {
  LedgerBuilder ledger = ledger_under_attack();
  const std::string named = R"({"partners":[{"party":"nor-gov"}]})";
  check_attack(ledger,
               by_party("gha-gov", "pledge.submitted", "pledge/p-3", changed(pledge_body(), named)),
               "partner_must_sign", ShownBy::whole_log);
  check_attack(ledger, amendment("p-1", R"({"category":"scope","changes":)" + named + "}"),
               "partner_must_sign", ShownBy::whole_log);
  check_attack(
      ledger, on_behalf("tgo-gov", "pledge.submitted", "pledge/p-3", changed(pledge_body(), named)),
      "partner_must_sign", ShownBy::whole_log);
}

// The registrar named its own party on a member's behalf, and its colleagues judged the pledge.
TEST(Partners, AreNotMadeOfTheOperatorByItsRegistrar) {
  LedgerBuilder ledger = ledger_under_attack();
  const std::string named = R"({"partners":[{"party":"bdt"}]})";
  check_attack(
      ledger, on_behalf("tgo-gov", "pledge.submitted", "pledge/p-3", changed(pledge_body(), named)),
      "partner_must_sign", ShownBy::whole_log);
}

TEST(Partners, StayInterestedOnceTheyAreDropped) {
  LedgerBuilder ledger = ledger_under_attack();
  const std::string named = R"({"partners":[{"party":"nor-gov"}]})";
  ledger.add(by_party("gha-gov", "pledge.submitted", "pledge/p-3", changed(pledge_body(), named))
                 .also("nor-gov", "nor-gov"));
  ledger.add(by_party("gha-gov", "pledge.revised", "pledge/p-3", pledge_body()));

  check_attack(
      ledger,
      by_other(by_reviewer("pledge.published", "pledge/p-3", {}), "nor-gov", "nor-reviewer"),
      "judge_has_interest");
  check_attack(
      ledger,
      by_other(by_party("nor-gov", "attestation.given", "attestation/p-3", {{"claim", "c"}}),
               "nor-gov", "nor-gov"),
      "judge_has_interest");
}

// 4. A correction of the value is judged as the pledge was.
TEST(Corrections, AreJudgedByReviewersOfOtherParties) {
  LedgerBuilder ledger = ledger_under_attack();
  const Sid sid = ledger.add(
      amendment("p-1", R"({"category":"correction","changes":{"value":{"amount":"9000000"}}})"));
  const Draft accepted =
      by_reviewer("correction.accepted", "pledge/p-1", {{"amendment", sid.hex()}});
  check_attack(ledger, by_other(accepted, "gha-gov", "gha-gov"), "role_missing");
  check_attack(ledger, accepted.signed_by({"registrar"}), "role_missing");
  check_attack(ledger, accepted.signed_by({"auditor"}), "role_missing");

  ledger.add_pledge("p-3", "nor-gov");
  Draft own = amendment("p-3", R"({"category":"correction","changes":{"value":{"amount":"7"}}})");
  const Sid of_nor = ledger.add(by_other(own, "nor-gov", "nor-gov"));
  check_attack(
      ledger,
      by_other(by_reviewer("correction.accepted", "pledge/p-3", {{"amendment", of_nor.hex()}}),
               "nor-gov", "nor-reviewer"),
      "judge_has_interest");
}

// A proposal from before undid what the partner had signed since.
TEST(Corrections, UndoNoPartnersWord) {
  LedgerBuilder ledger = ledger_under_attack();
  const std::string half = R"("partners":[{"party":"ken-gov","share":"50"},
      {"name":"F","share":"50"}])";
  const std::string third = R"("partners":[{"party":"ken-gov","share":"33"},
      {"name":"F","share":"67"}])";
  ledger.add(by_party("gha-gov", "pledge.submitted", "pledge/p-3",
                      changed(pledge_body(), "{" + half + "}"))
                 .also("ken-gov", "ken-gov"));
  ledger.add(by_reviewer("pledge.published", "pledge/p-3", {}));
  const Sid sid = ledger.add(amendment(
      "p-3", R"({"category":"correction","changes":{"value":{"amount":"7"},)" + half + "}}"));
  ledger.add(amendment("p-3", R"({"category":"scope","changes":{)" + third + "}}")
                 .also("ken-gov", "ken-gov"));

  check_attack(ledger, by_reviewer("correction.accepted", "pledge/p-3", {{"amendment", sid.hex()}}),
               "signature_missing", ShownBy::whole_log);
}

TEST(Corrections, AreNoWayPastADetermination) {
  LedgerBuilder ledger = ledger_under_attack();
  ledger.add(by_party("gha-gov", "report.submitted", "pledge/p-1",
                      report_body("2026-01-01", "2026-02-01", "completed")));
  check_attack(ledger, amendment("p-1", R"({"category":"correction","changes":{"title":"N"}})"),
               "state_not_allowed", ShownBy::whole_log);
  check_attack(ledger,
               amendment("p-1", R"({"category":"reduction","changes":{"value":{"amount":"1"}}})"),
               "state_not_allowed", ShownBy::whole_log);
}

// 5. A registrar takes no pledge out of the totals by its own clock, nor by another's pledge.
TEST(Lapses, AreNoRegistrarsAlone) {
  LedgerBuilder ledger = ledger_under_attack();
  check_attack(ledger,
               by_registrar("notice.given", "pledge/p-1", {{"text", "t"}}).signed_by({"reviewer"}),
               "role_missing");
  ledger.set_clock("2028-10-01T00:00:00Z");
  const Sid notice = ledger.add(
      by_registrar("notice.given", "pledge/p-1", {{"text", "t"}}).dated("2027-01-01T00:00:00Z"));
  const Draft lapsed = by_registrar("pledge.lapsed", "pledge/p-1", {{"notice", notice.hex()}});
  check_attack(ledger, lapsed, "notice_too_recent", ShownBy::whole_log);
  check_attack(ledger, lapsed.signed_by({"auditor"}), "role_missing");
  check_attack(
      ledger,
      by_registrar("pledge.superseded", "pledge/p-1", {{"successor", "p-2"}, {"reason", "merge"}}),
      "signature_missing", ShownBy::whole_log);
}

// 6. A key that a registrar gives back to a member is marked, is no officer's, and passes its mark
// on.
TEST(RecoveredKey, IsMarkedAndNoOfficers) {
  LedgerBuilder ledger = ledger_under_attack();
  check_attack(ledger, adding("gha-gov", "recovered", {"bdt"}, {"registrar"}), "signature_missing");
  check_attack(ledger,
               adding("nor-gov", "recovered", {"bdt"}, {"registrar"},
                      R"({"roles":["auditor"],"recovered":true})"),
               "root_quorum_missing");
  check_attack(ledger,
               by_quorum("nor-gov", "recovered", R"({"roles":["auditor"],"recovered":true})"),
               "signature_missing");
  ledger.add(adding("gha-gov", "recovered", {"bdt"}, {"registrar"}, kRecovered));
  check_attack(ledger, adding("gha-gov", "child", {"gha-gov"}, {"recovered"}, kRecovered),
               "recovered_unexpected");
  ledger.add(adding("gha-gov", "child", {"gha-gov"}, {"recovered"}));
  ledger.add(replacing("gha-gov", "child", "heir"));
  EXPECT_TRUE(key_of(ledger, "heir").recovered);
  check_attack(ledger, on_behalf("gha-gov", "pledge.submitted", "pledge/p-3", pledge_body()),
               "member_has_key");
}

}  // namespace
}  // namespace pledgebook::ledger
