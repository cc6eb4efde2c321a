// SPDX-License-Identifier: Apache-2.0
// Separation of powers: one officer, member or partner does another's work.
#include <gtest/gtest.h>

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
constexpr const char* kStream = "pledge/p-3";

Draft publication() { return by_reviewer("pledge.published", kStream, {}); }
Draft reversal(const Sid& determination) {
  return by_auditor("fulfilment.reversed", kStream,
                    {{"reason", "r"}, {"sid", determination.hex()}});
}
Draft completion(const char* party) {
  return by_party(party, "report.submitted", kStream,
                  report_body("2026-01-01", "2026-02-01", "completed"));
}
Draft determination() {
  return by_auditor("fulfilment.determined", kStream, {{"result", "fulfilled"}});
}
Draft verification(const Sid& report) {
  return by_auditor("report.reviewed", kStream,
                    {{"report", report.hex()}, {"finding", "accepted"}, {"assurance", "verified"}});
}

// with p-3, a pledge of gha-gov that nor-gov signed as a partner, not yet published.
LedgerBuilder with_partner() {
  LedgerBuilder ledger = ledger_under_attack();
  ledger.add(by_party("gha-gov", "pledge.submitted", kStream,
                      changed(pledge_body(), R"({"partners":[{"party":"nor-gov"}]})"))
                 .also("nor-gov", "nor-gov"));
  return ledger;
}

// B1: "two different auditor keys" was one auditor.
TEST(OneAuditor, MakesNoSecondOne) {
  LedgerBuilder ledger = ledger_under_attack();
  check_attack(ledger, adding("bdt", "minted", {"bdt"}, {"auditor"}, kAuditor),
               "root_quorum_missing");
  check_attack(ledger, adding("nor-gov", "minted", {"nor-gov"}, {"nor-auditor"}, kAuditor),
               "root_quorum_missing");
  check_attack(ledger, adding("bdt", "minted", {"bdt"}, {"auditor"}, kMember), "role_escalation");
}

TEST(OneAuditor, ReversesNothingAlone) {
  LedgerBuilder ledger = ledger_under_attack();
  ledger.add(by_party("gha-gov", "pledge.submitted", kStream, pledge_body()));
  ledger.add(publication());
  ledger.add(completion("gha-gov"));
  const Sid sid = ledger.add(determination());
  check_attack(ledger, reversal(sid), "signature_missing");

  ledger.add(replacing("bdt", "auditor", "new-laptop"));
  check_attack(ledger, reversal(sid).signed_by({"auditor", "new-laptop"}), "key_replaced");
  check_attack(ledger, reversal(sid).signed_by({"new-laptop"}), "signature_missing");

  ledger.add_key("bdt", "newcomer", R"(["auditor"])");
  check_attack(ledger, reversal(sid).signed_by({"new-laptop", "newcomer"}), "auditor_too_new");
  ledger.add(replacing("bdt", "newcomer", "newcomers-laptop"));
  check_attack(ledger, reversal(sid).signed_by({"new-laptop", "newcomers-laptop"}),
               "auditor_too_new");
}

// B2: a registrar alone entered, published, reported, verified and determined.
TEST(OneRegistrar, MakesNoOfficer) {
  LedgerBuilder ledger = ledger_under_attack();
  for (const char* role : {"registrar", "reviewer", "auditor"}) {
    const std::string roles = R"({"roles":[")" + std::string(role) + R"("]})";
    check_attack(ledger, adding("bdt", "minted", {"bdt"}, {"registrar"}, roles),
                 "root_quorum_missing");
  }
  check_attack(
      ledger,
      by_registrar(
          "party.registered", "party/firm",
          {{"name", "Firm"}, {"sector", "other"}, {"roles", support::json_of(R"(["auditor"])")}}),
      "root_quorum_missing");
  check_attack(ledger,
               by_registrar("party.updated", "party/gha-gov",
                            {{"name", "Ghana"},
                             {"sector", "government"},
                             {"roles", support::json_of(R"(["member","reviewer"])")}}),
               "root_quorum_missing");
}

TEST(OneRegistrar, JudgesNothingThatItEntered) {
  LedgerBuilder ledger = ledger_under_attack();
  ledger.add(on_behalf("tgo-gov", "pledge.submitted", kStream, pledge_body()));
  check_attack(ledger, publication().signed_by({"registrar"}), "role_missing");

  ledger.add(publication());
  const Sid report = ledger.add(on_behalf("tgo-gov", "report.submitted", kStream,
                                          report_body("2026-01-01", "2026-02-01", "completed")));
  check_attack(ledger, verification(report).signed_by({"registrar"}), "role_missing");
  check_attack(ledger, determination().signed_by({"registrar"}), "role_missing");
  check_attack(ledger, verification(report), "verified_by_enterer", ShownBy::whole_log);
}

// A key with two officers' roles entered a report and verified it.
TEST(OneKey, HoldsOneOfficersRole) {
  LedgerBuilder ledger = ledger_under_attack();
  check_attack(ledger, by_quorum("bdt", "both", R"({"roles":["registrar","auditor"]})"),
               "key_holds_too_much");
  check_attack(ledger, by_quorum("bdt", "both", R"({"roles":["member","reviewer"]})"),
               "key_holds_too_much");
}

// A member with the role reviewer published its own pledge, with a key that it made.
TEST(OneMember, JudgesNothingOfItsOwn) {
  LedgerBuilder ledger = ledger_under_attack();
  ledger.add(by_party("nor-gov", "pledge.submitted", kStream, pledge_body()));
  check_attack(ledger, by_other(publication(), "nor-gov", "nor-gov"), "role_missing");
  check_attack(ledger, by_other(publication(), "nor-gov", "nor-reviewer"), "judge_has_interest");
  check_attack(ledger,
               adding("nor-gov", "minted", {"nor-gov"}, {"nor-gov"}, R"({"roles":["reviewer"]})"),
               "root_quorum_missing");

  ledger.add(publication());
  const Sid report = ledger.add(completion("nor-gov"));
  check_attack(ledger, by_other(verification(report), "nor-gov", "nor-auditor"),
               "judge_has_interest");
  check_attack(ledger, by_other(determination(), "nor-gov", "nor-auditor"), "judge_has_interest");
}

// A partner published, verified and determined the pledge that it had signed.
TEST(OnePartner, JudgesNothingThatItSigned) {
  LedgerBuilder ledger = with_partner();
  check_attack(ledger, by_other(publication(), "nor-gov", "nor-reviewer"), "judge_has_interest");

  ledger.add(publication());
  const Sid report = ledger.add(completion("gha-gov"));
  check_attack(ledger, by_other(verification(report), "nor-gov", "nor-auditor"),
               "judge_has_interest");
  check_attack(ledger, by_other(determination(), "nor-gov", "nor-auditor"), "judge_has_interest");
  const Sid sid = ledger.add(determination());
  check_attack(ledger, reversal(sid).also("nor-gov", "nor-auditor"), "judge_has_interest");
}

}  // namespace
}  // namespace pledgebook::ledger
