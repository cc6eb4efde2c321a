// SPDX-License-Identifier: Apache-2.0
// B5 and B6: the least officer's key unseated the rest, and any registrar was the operator.
#include <gtest/gtest.h>

#include <string_view>

#include "tests/ledger/attacks/attack.h"
#include "tests/ledger/key_drafts.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_registrar;
using support::by_roots;
using support::check_attack;
using support::Draft;
using support::ledger_under_attack;
using support::LedgerBuilder;
using support::ShownBy;

TEST(LeastOfficer, RevokesNoOther) {
  LedgerBuilder ledger = ledger_under_attack();
  ledger.add(adding("bdt", "member", {"bdt"}, {"registrar"}));
  for (const char* victim : {"registrar", "reviewer", "root-1", "member", "auditor-2"}) {
    check_attack(ledger, revoking(victim).signed_by({"auditor"}), "role_missing");
    check_attack(ledger, revoking_own("bdt", "auditor", victim), "root_quorum_missing");
    if (std::string_view(victim) == "member") continue;
    check_attack(ledger, revoking_own("bdt", "member", victim), "root_quorum_missing");
  }
  for (const char* victim : {"reviewer", "auditor", "root-1"})
    check_attack(ledger, revoking(victim), "root_quorum_missing");
  // An export of governance alone has not the keys of other parties than the operator.
  check_attack(ledger, revoking("nor-auditor"), "root_quorum_missing", ShownBy::whole_log);
}

TEST(LeastOfficer, IsUnseatedWithoutItsKeys) {
  LedgerBuilder ledger = ledger_under_attack();
  ledger.add(since(revoking_by_roots("auditor"), Index{0}));

  check_attack(ledger, revoking("reviewer").signed_by({"auditor"}), "key_revoked");
  check_attack(ledger, adding("bdt", "minted", {"bdt"}, {"auditor"}, R"({"roles":["auditor"]})"),
               "key_revoked");
  check_attack(ledger, replacing("bdt", "auditor", "minted"), "key_revoked");
}

TEST(RootKeys, KeepAQuorum) {
  LedgerBuilder ledger = ledger_under_attack();
  ledger.add(revoking_by_roots("root-3"));

  check_attack(ledger, revoking_by_roots("root-2"), "root_quorum_lost");
  check_attack(ledger, revoking("root-2").signed_by({"root-1"}), "root_quorum_missing");
}

// Two stolen root keys had made the others.
TEST(RootKeys, KeepAQuorumWithoutWhatAStolenOneMade) {
  LedgerBuilder ledger = ledger_under_attack();
  for (const char* name : {"root-4", "root-5"}) ledger.add(by_quorum("bdt", name, kRoot));
  ledger.add(since(revoking("root-1"), Index{0}).signed_by({"root-3", "root-4"}));

  check_attack(ledger, since(revoking("root-2"), Index{0}).signed_by({"root-3", "root-4"}),
               "root_quorum_lost");
}

TEST(OneRootKey, MakesNothing) {
  LedgerBuilder ledger = ledger_under_attack();
  check_attack(ledger, adding("bdt", "minted", {"bdt"}, {"root-1"}, R"({"roles":["auditor"]})"),
               "root_quorum_missing");
  check_attack(ledger, adding("bdt", "root-4", {"bdt"}, {"root-1"}, kRoot), "root_quorum_missing");
  check_attack(ledger, revoking("registrar").signed_by({"root-1"}), "root_quorum_missing");
  check_attack(ledger,
               by_roots("rules.adopted", "governance", {{"rules", 2}}).signed_by({"root-1"}),
               "root_quorum_missing");
}

// A second registrar, of another party, took over the operator's keys.
TEST(AnotherRegistrar, IsNone) {
  LedgerBuilder ledger = ledger_under_attack();
  check_attack(
      ledger,
      by_registrar(
          "party.registered", "party/second",
          {{"name", "N"}, {"sector", "other"}, {"roles", support::json_of(R"(["registrar"])")}})
          .with_roots(),
      "registrar_not_operator");
  check_attack(
      ledger,
      by_quorum("nor-gov", "second", R"({"roles":["registrar"]})").also("nor-gov", "nor-gov"),
      "role_not_of_party");
  check_attack(ledger,
               adding("bdt", "minted", {"nor-gov"}, {"nor-reviewer"},
                      R"({"roles":["reviewer"],"recovered":true})"),
               "root_quorum_missing");
  check_attack(ledger, adding("bdt", "minted", {"nor-gov"}, {"nor-gov"}, kRecovered),
               "role_missing");
  Draft revoked = revoking("registrar").signed_by({"nor-auditor"});
  revoked.signers = {"nor-gov"};
  check_attack(ledger, revoked, "role_missing");
}

}  // namespace
}  // namespace pledgebook::ledger
