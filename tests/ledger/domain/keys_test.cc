// SPDX-License-Identifier: Apache-2.0
// Adding and replacing keys: rights (docs/decisions/0040-rule-set-1.md), rules and consequences.
#include <gtest/gtest.h>

#include "ledger/domain/rules/rules.h"
#include "tests/ledger/key_drafts.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_registrar;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::object_of;
using support::public_key_text;
using support::test_key_id;

Draft naming(std::string_view party) {
  return by_registrar("party.updated", "party/" + std::string(party),
                      object_of(R"({"name":"N","sector":"youth","roles":["member"]})"));
}

TEST(KeyAdded, NeedsProofOfPossession) {
  LedgerBuilder ledger = furnished_ledger();
  const Draft draft = adding("tgo-gov", "new", {"bdt"}, {"registrar"});

  ledger.expect_refused(draft.signed_by({"registrar"}), "signature_missing", "/signatures");
  EXPECT_TRUE(ledger.submit(draft));
  EXPECT_EQ(key_of(ledger, "new").added_by, std::vector{test_key_id("registrar")});
}

TEST(KeyAdded, NeedsMoreThanTheAddedKey) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(adding("tgo-gov", "new", {"tgo-gov"}, {}), "signature_missing",
                        "/signers/0");
}

// A registrar alone speaks for a party only until it has a key; later it says that keys are lost.
TEST(KeyAdded, ByTheRegistrarAloneIsARecoveryOncePartiesHaveHadKeys) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(adding("gha-gov", "new", {"bdt"}, {"registrar"}), "signature_missing",
                        "/signers");
  ledger.add(revoking("gha-gov"));
  ledger.expect_refused(adding("gha-gov", "new", {"bdt"}, {"registrar"}), "signature_missing",
                        "/signers");
  EXPECT_TRUE(ledger.submit(adding("gha-gov", "new", {"bdt"}, {"registrar"}, kRecovered)));
  EXPECT_TRUE(key_of(ledger, "new").recovered);
}

TEST(KeyAdded, ByThePartyOrWithTheRegistrarNeedsNoRecovery) {
  LedgerBuilder ledger = furnished_ledger();

  EXPECT_TRUE(
      ledger.submit(adding("gha-gov", "new", {"bdt", "gha-gov"}, {"registrar", "gha-gov"})));
  EXPECT_TRUE(ledger.submit(adding("gha-gov", "newer", {"gha-gov"}, {"new"})));
  EXPECT_FALSE(key_of(ledger, "newer").recovered);
}

TEST(KeyAdded, RecoversOnlyWhatWasLost) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(adding("tgo-gov", "new", {"bdt"}, {"registrar"}, kRecovered),
                        "recovered_unexpected", "/body/recovered");
  ledger.expect_refused(
      adding("gha-gov", "new", {"bdt", "gha-gov"}, {"registrar", "gha-gov"}, kRecovered),
      "recovered_unexpected", "/body/recovered");
  ledger.expect_refused(adding("gha-gov", "new", {"gha-gov"}, {"gha-gov"}, kRecovered),
                        "recovered_unexpected", "/body/recovered");
}

TEST(KeyAdded, PassesTheMarkOfRecoveryOn) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(adding("gha-gov", "recovered", {"bdt"}, {"registrar"}, kRecovered));

  ledger.add(adding("gha-gov", "child", {"gha-gov"}, {"recovered"}));
  ledger.add(replacing("gha-gov", "child", "heir"));
  ledger.add(adding("gha-gov", "old-friend", {"gha-gov"}, {"gha-gov"}));

  EXPECT_TRUE(key_of(ledger, "child").recovered);
  EXPECT_TRUE(key_of(ledger, "heir").recovered);
  EXPECT_FALSE(key_of(ledger, "old-friend").recovered);
}

TEST(KeyAdded, IsForTheRegistrarOrTheParty) {
  LedgerBuilder ledger = furnished_ledger();

  EXPECT_EQ(ledger.refusal(adding("gha-gov", "new", {"ken-gov"}, {"ken-gov"})).code,
            "role_missing");
  EXPECT_EQ(ledger.refusal(adding("gha-gov", "new", {"bdt"}, {"reviewer"})).code, "role_missing");
  EXPECT_EQ(ledger.refusal(adding("tgo-gov", "new", {"bdt"}, {"root-1", "root-2"})).code,
            "root_key_misused");
}

TEST(KeyAdded, HoldsNoMoreThanThePartysKeyThatAddsIt) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_party("nor-gov", R"(["member","verifier"])");
  ledger.add_key("nor-gov", "half");
  const char* both = R"({"roles":["member","verifier"]})";

  ledger.expect_refused(adding("nor-gov", "new", {"nor-gov"}, {"half"}, both), "role_escalation",
                        "/body/roles/1");
  EXPECT_TRUE(
      ledger.submit(adding("nor-gov", "new", {"bdt", "nor-gov"}, {"registrar", "half"}, both)));
}

TEST(KeyAdded, HoldsOneOfficersRoleOrMembersAndVerifiers) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_party("nor-gov", R"(["member","verifier","reviewer","auditor"])");
  const auto with_roles = [](std::string_view roles) {
    return adding("nor-gov", "new", {"bdt"}, {"registrar"}, roles);
  };

  ledger.expect_refused(with_roles("{}"), "roles_missing", "/body/roles");
  ledger.expect_refused(with_roles(R"({"roles":["member","member"]})"), "role_twice",
                        "/body/roles/1");
  ledger.expect_refused(by_quorum("nor-gov", "new", R"({"roles":["auditor","reviewer"]})"),
                        "key_holds_too_much", "/body/roles/0");
  ledger.expect_refused(by_quorum("nor-gov", "new", R"({"roles":["member","auditor"]})"),
                        "key_holds_too_much", "/body/roles/1");
  ledger.expect_refused(
      by_quorum("gha-gov", "new", R"({"roles":["auditor"]})").also("gha-gov", "gha-gov"),
      "role_not_of_party", "/body/roles/0");
  EXPECT_TRUE(ledger.submit(with_roles(R"({"roles":["member","verifier"]})")));
}

TEST(KeyAdded, IsNewInTheLedgersLife) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(adding("tgo-gov", "gha-gov", {"bdt"}, {"registrar"}), "key_exists",
                        "/body/public_key");
  ledger.expect_refused(replacing("ken-gov", "ken-gov", "gha-gov"), "key_exists",
                        "/body/public_key");
}

TEST(KeyAdded, BelongsToARegisteredParty) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(adding("nobody", "new", {"bdt"}, {"registrar"}), "party_unknown",
                        "/stream");
}

TEST(KeyAdded, HasALabel) {
  LedgerBuilder ledger = furnished_ledger();
  Draft draft = adding("tgo-gov", "new", {"bdt"}, {"registrar"});
  draft.body["label"] = " ";

  ledger.expect_refused(draft, "text_empty", "/body/label");
}

TEST(KeyAdded, LeavesAPartyThirtyTwoActiveKeys) {
  LedgerBuilder ledger = furnished_ledger();
  for (int i = 1; i < 32; ++i)
    ledger.add(adding("gha-gov", "key-" + std::to_string(i), {"gha-gov"}, {"gha-gov"}));

  ledger.expect_refused(adding("gha-gov", "key-32", {"gha-gov"}, {"gha-gov"}), "too_many_keys",
                        "/stream");
  ledger.add(replacing("gha-gov", "key-1", "heir"));
  ledger.expect_refused(adding("gha-gov", "key-32", {"gha-gov"}, {"gha-gov"}), "too_many_keys",
                        "/stream");
  ledger.add(revoking_own("gha-gov", "gha-gov", "key-2"));
  EXPECT_TRUE(ledger.submit(adding("gha-gov", "key-32", {"gha-gov"}, {"gha-gov"})));
}

TEST(OfficersKey, IsAddedByTheRootQuorumAlone) {
  LedgerBuilder ledger = furnished_ledger();
  const char* auditor = R"({"roles":["auditor"]})";

  ledger.expect_refused(adding("bdt", "new", {"bdt"}, {"registrar"}, auditor),
                        "root_quorum_missing", "/signatures");
  ledger.expect_refused(adding("bdt", "new", {"bdt"}, {"auditor"}, auditor), "root_quorum_missing",
                        "/signatures");
  ledger.expect_refused(adding("bdt", "new", {"bdt"}, {"root-1"}, auditor), "root_quorum_missing",
                        "/signatures");
  EXPECT_EQ(
      ledger.refusal(adding("bdt", "new", {"bdt"}, {"root-1", "root-2", "root-3"}, auditor)).code,
      "signature_unexpected");
  EXPECT_EQ(
      ledger.refusal(adding("bdt", "new", {"bdt"}, {"root-1", "root-2", "registrar"}, auditor))
          .code,
      "signature_unexpected");
  EXPECT_TRUE(ledger.submit(by_quorum("bdt", "new", auditor)));
}

TEST(OfficersKey, OfAnotherPartyNeedsItsWordToo) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_party("nor-gov", R"(["member","auditor"])");
  const char* auditor = R"({"roles":["auditor"]})";
  ledger.add_key("nor-gov", "nor-gov");

  ledger.expect_refused(by_quorum("nor-gov", "new", auditor), "signature_missing", "/signers");
  EXPECT_TRUE(ledger.submit(by_quorum("nor-gov", "new", auditor).also("nor-gov", "nor-gov")));

  ledger.add(revoking("nor-gov"));
  ledger.add(revoking_by_roots("new"));
  ledger.expect_refused(by_quorum("nor-gov", "newer", auditor), "signature_missing", "/signers");
  EXPECT_TRUE(
      ledger.submit(by_quorum("nor-gov", "newer", R"({"roles":["auditor"],"recovered":true})")));
}

TEST(RootKey, IsAddedByTheQuorumUpToSeven) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(adding("bdt", "root-4", {"bdt"}, {"registrar"}, kRoot),
                        "root_quorum_missing", "/signatures");
  ledger.expect_refused(by_quorum("bdt", "root-4", R"({"root":true,"roles":["auditor"]})"),
                        "roles_unexpected", "/body/roles");
  EXPECT_EQ(ledger.refusal(by_quorum("gha-gov", "root-4", kRoot).also("gha-gov", "gha-gov")).code,
            "root_key_not_operators");
  for (const char* name : {"root-4", "root-5", "root-6", "root-7"})
    EXPECT_TRUE(ledger.submit(by_quorum("bdt", name, kRoot))) << name;
  ledger.expect_refused(by_quorum("bdt", "root-8", kRoot), "root_keys_wrong", "/body/root");
}

TEST(RootKey, MakesAndUnmakesOfficersOnly) {
  LedgerBuilder ledger = furnished_ledger();

  EXPECT_TRUE(ledger.submit(revoking_by_roots("registrar")));
  EXPECT_TRUE(ledger.submit(by_quorum("bdt", "registrar-2", R"({"roles":["registrar"]})")));
  EXPECT_TRUE(ledger.submit(naming("gha-gov").signed_by({"registrar-2"})));
  EXPECT_EQ(ledger.refusal(naming("gha-gov").signed_by({"root-1", "root-2"})).code,
            "root_key_misused");
  EXPECT_EQ(ledger.refusal(naming("gha-gov").signed_by({"root-1", "registrar-2"})).code,
            "root_key_misused");
}

TEST(RootKey, StaysInAQuorum) {
  LedgerBuilder ledger = furnished_ledger();

  EXPECT_TRUE(ledger.submit(revoking_by_roots("root-3")));
  ledger.expect_refused(revoking_by_roots("root-2"), "root_quorum_lost", "/body/key");
  EXPECT_TRUE(ledger.submit(replacing("bdt", "root-2", "root-2b")));
  EXPECT_TRUE(key_of(ledger, "root-2b").root);
  EXPECT_TRUE(ledger.submit(by_quorum("bdt", "new", R"({"roles":["reviewer"]})")
                                .signed_by({"root-1", "root-2b", "new"})));
}

TEST(KeyReplaced, HandsOnRolesHolderAndMarks) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(replacing("bdt", "auditor", "new").signed_by({"auditor"}),
                        "signature_missing", "/signatures");
  EXPECT_EQ(
      ledger.refusal(replacing("bdt", "auditor", "new").signed_by({"auditor", "reviewer", "new"}))
          .code,
      "signature_unexpected");
  EXPECT_TRUE(ledger.submit(replacing("bdt", "auditor", "new")));

  const Key& key = key_of(ledger, "new");
  EXPECT_EQ(key.roles, std::vector{Role::auditor});
  EXPECT_EQ(key.holder, test_key_id("auditor"));
  EXPECT_EQ(key.held_since, Index{0});
  EXPECT_FALSE(key_of(ledger, "auditor").is_active());
  ledger.expect_refused(replacing("bdt", "auditor", "other"), "key_replaced",
                        "/signatures/0/keyid");
}

}  // namespace
}  // namespace pledgebook::ledger
