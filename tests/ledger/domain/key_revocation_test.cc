// SPDX-License-Identifier: Apache-2.0
// Revoking keys: who may, when, and what goes with a compromised key.
#include <gtest/gtest.h>

#include "ledger/domain/rules/rules.h"
#include "tests/ledger/key_drafts.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_roots;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::test_key_id;

TEST(KeyRevoked, OfAMemberIsForTheRegistrarTheQuorumOrAnotherKeyOfTheParty) {
  LedgerBuilder ledger = furnished_ledger();
  for (const char* name : {"second", "third", "fourth"})
    ledger.add(adding("gha-gov", name, {"gha-gov"}, {"gha-gov"}));

  Draft by_other = revoking_own("gha-gov", "ken-gov", "second");
  by_other.signers = {"ken-gov"};
  ledger.expect_refused(by_other, "signer_unexpected", "/signers/0");
  ledger.expect_refused(revoking_own("gha-gov", "second", "second"), "key_revokes_itself",
                        "/body/key");
  ledger.expect_refused(revoking("second").signed_by({"auditor"}), "role_missing",
                        "/signatures/0/keyid");
  EXPECT_TRUE(ledger.submit(revoking_own("gha-gov", "gha-gov", "second")));
  EXPECT_TRUE(ledger.submit(revoking("third")));
  EXPECT_TRUE(ledger.submit(revoking_by_roots("fourth")));
}

// One auditor's key unseated the registrar.
TEST(KeyRevoked, OfAnOfficerIsForTheQuorumAlone) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(adding("bdt", "member", {"bdt"}, {"registrar"}));

  ledger.expect_refused(revoking("reviewer"), "root_quorum_missing", "/signatures");
  ledger.expect_refused(revoking("root-3"), "root_quorum_missing", "/signatures");
  ledger.expect_refused(revoking("registrar").signed_by({"auditor"}), "role_missing",
                        "/signatures/0/keyid");
  ledger.expect_refused(revoking_own("bdt", "auditor", "registrar"), "root_quorum_missing",
                        "/signatures");
  ledger.expect_refused(revoking_own("bdt", "member", "registrar"), "root_quorum_missing",
                        "/signatures");
  EXPECT_EQ(ledger.refusal(revoking("reviewer").signed_by({"root-1"})).code, "root_quorum_missing");
  EXPECT_TRUE(ledger.submit(revoking_by_roots("reviewer")));
}

TEST(KeyRevoked, NamesAKeyOfTheParty) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(revoking_own("gha-gov", "gha-gov", "ken-gov"), "key_not_of_party",
                        "/body/key");
  ledger.expect_refused(revoking("nobody"), "key_not_of_party", "/body/key");
}

TEST(KeyRevoked, IsFinal) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(revoking("gha-gov"));

  ledger.expect_refused(revoking("gha-gov"), "key_already_revoked", "/body/key");
}

// A flood of statements in the stream kept each revocation out.
TEST(KeyRevoked, FollowsAnyEarlierStatementOfItsStream) {
  LedgerBuilder ledger = furnished_ledger();
  const Sid first = ledger.statements().front().sid;
  ledger.add(adding("gha-gov", "second", {"gha-gov"}, {"gha-gov"}));
  const Sid earlier = *ledger.registry().head(*StreamId::parse("keys/gha-gov"));
  ledger.add(adding("gha-gov", "third", {"gha-gov"}, {"gha-gov"}));
  const auto after = [](Draft draft, const Sid& prev) {
    draft.members["prev"] = prev.hex();
    return draft;
  };

  ledger.expect_refused(after(adding("gha-gov", "fourth", {"gha-gov"}, {"gha-gov"}), earlier),
                        "prev_not_head", "/prev");
  ledger.expect_refused(after(revoking("gha-gov"), earlier), "prev_not_head", "/prev");
  EXPECT_TRUE(ledger.submit(after(revoking_own("gha-gov", "third", "second"), earlier)));
  EXPECT_TRUE(ledger.submit(after(revoking("gha-gov"), first)));
}

// What root keys sign may follow an earlier statement, but is taken once.
TEST(RootQuorum, IsTakenOnceThoughItFollowsAnEarlierStatement) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_party("nor-gov", R"(["auditor"])");
  ledger.add_key("nor-gov", "nor-gov", R"(["auditor"])");
  const SignedStatement suspended =
      ledger.sign(by_roots("party.suspended", "party/nor-gov", {{"reason", "stolen keys"}}));
  ASSERT_TRUE(ledger.submit(suspended));
  ledger.add(by_roots("party.resumed", "party/nor-gov", {{"reason", "found again"}}));

  const auto again = ledger.submit(suspended);

  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "prev_not_head");
}

TEST(CompromisedSince, IsTheRegistrarsOrTheQuorumsToSay) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(adding("gha-gov", "second", {"gha-gov"}, {"gha-gov"}));
  const Index added = key_of(ledger, "second").added;

  ledger.expect_refused(since(revoking_own("gha-gov", "gha-gov", "second"), added), "role_missing",
                        "/body/compromised_since");
  EXPECT_TRUE(ledger.submit(since(revoking("second"), added)));
  EXPECT_TRUE(ledger.submit(since(revoking_by_roots("auditor"), Index{1})));
}

TEST(CompromisedSince, LiesWithinTheKeysLife) {
  LedgerBuilder ledger = furnished_ledger();
  const Index added = key_of(ledger, "gha-gov").added;
  const Index now{ledger.statements().size()};
  for (const Index outside : {Index{number(added) - 1}, Index{number(now) + 1}}) {
    ledger.expect_refused(since(revoking("gha-gov"), outside), "compromised_since_out_of_range",
                          "/body/compromised_since");
  }
  EXPECT_TRUE(ledger.submit(since(revoking("gha-gov"), now)));
}

TEST(CompromisedSince, MayBeFoundOutAfterTheKeyEnded) {
  LedgerBuilder ledger = furnished_ledger();
  const Index added = key_of(ledger, "gha-gov").added;
  ledger.add(revoking("gha-gov"));
  const auto revoked = key_of(ledger, "gha-gov").revoked;

  EXPECT_TRUE(ledger.submit(since(revoking("gha-gov"), Index{number(added) + 1})));
  EXPECT_EQ(key_of(ledger, "gha-gov").revoked, revoked) << "revoked since the first time";
  ledger.expect_refused(since(revoking("gha-gov"), Index{number(added) + 1}), "key_already_revoked",
                        "/body/key");
  EXPECT_TRUE(ledger.submit(since(revoking("gha-gov"), added)));

  ledger.add(replacing("ken-gov", "ken-gov", "heir"));
  EXPECT_TRUE(ledger.submit(since(revoking("ken-gov"), key_of(ledger, "ken-gov").added)));
  EXPECT_FALSE(key_of(ledger, "heir").is_active()) << "a thief's replacement ends with the key";
}

// A stolen key's offspring went on signing after the revocation.
TEST(CompromisedSince, EndsWhatTheKeyAddedInTurn) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(adding("gha-gov", "before", {"gha-gov"}, {"gha-gov"}));
  const Index theft{ledger.statements().size()};
  ledger.add(adding("gha-gov", "child", {"gha-gov"}, {"gha-gov"}));
  ledger.add(adding("gha-gov", "grandchild", {"gha-gov"}, {"child"}));
  ledger.add(replacing("gha-gov", "grandchild", "heir"));

  ledger.add(since(revoking("gha-gov"), theft));

  for (const char* name : {"gha-gov", "child", "grandchild", "heir"}) {
    EXPECT_FALSE(key_of(ledger, name).is_active()) << name;
    EXPECT_TRUE(is_disputed(key_of(ledger, name), Index{number(theft) + 3}, Index{99})) << name;
  }
  EXPECT_TRUE(key_of(ledger, "before").is_active());
  ledger.expect_refused(
      adding("gha-gov", "more", {"gha-gov"}, {"heir"}), "key_revoked",
      test_key_id("heir") < test_key_id("more") ? "/signatures/0/keyid" : "/signatures/1/keyid");
}

// Two root keys signed for the officer: that one of them was stolen does not end it, both do.
TEST(CompromisedSince, SparesWhatAnotherKeyOfThePartySignedForToo) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(by_quorum("bdt", "root-4", kRoot));
  ledger.add(by_quorum("bdt", "new", R"({"roles":["auditor"]})"));
  const auto by_others = [](const Draft& draft) { return draft.signed_by({"root-3", "root-4"}); };

  ledger.add(by_others(since(revoking("root-1"), Index{0})));
  EXPECT_TRUE(key_of(ledger, "new").is_active());
  ledger.add(by_quorum("bdt", "root-5", kRoot).signed_by({"root-3", "root-4", "root-5"}));
  ledger.add(by_others(since(revoking("root-2"), Index{0})));
  EXPECT_FALSE(key_of(ledger, "new").is_active());
}

// The registrar's stolen key added a key to a member: it is disputed, but the member keeps it.
TEST(CompromisedSince, DisputesAndKeepsKeysOfOtherParties) {
  LedgerBuilder ledger = furnished_ledger();
  const Index theft{ledger.statements().size()};
  ledger.add(adding("tgo-gov", "tgo-gov", {"bdt"}, {"registrar"}));

  ledger.add(since(revoking_by_roots("registrar"), theft));

  EXPECT_TRUE(key_of(ledger, "tgo-gov").is_active());
  EXPECT_TRUE(is_disputed(key_of(ledger, "tgo-gov"), Index{99}, Index{99}));
}

// The member's own keys stay with it, also those that it adds with the key that the thief gave it.
TEST(CompromisedSince, KeepsWhatOtherPartiesAddInTurn) {
  LedgerBuilder ledger = furnished_ledger();
  const Index theft{ledger.statements().size()};
  ledger.add(adding("tgo-gov", "tgo-gov", {"bdt"}, {"registrar"}));
  ledger.add(adding("tgo-gov", "second", {"tgo-gov"}, {"tgo-gov"}));

  ledger.add(since(revoking_by_roots("registrar"), theft));

  EXPECT_TRUE(key_of(ledger, "second").is_active());
  EXPECT_TRUE(is_disputed(key_of(ledger, "second"), Index{99}, Index{99}));
}

// A key that is disputed already, since a stolen key added it, is stolen in turn.
TEST(CompromisedSince, EndsTheOffspringOfAKeyThatWasDisputedBefore) {
  LedgerBuilder ledger = furnished_ledger();
  const Index theft{ledger.statements().size()};
  ledger.add(adding("tgo-gov", "tgo-gov", {"bdt"}, {"registrar"}));
  ledger.add(since(revoking_by_roots("registrar"), theft));
  ledger.add(adding("tgo-gov", "second", {"tgo-gov"}, {"tgo-gov"}));
  ledger.add(by_quorum("bdt", "registrar-2", R"({"roles":["registrar"]})"));

  ledger.add(
      since(revoking("tgo-gov"), key_of(ledger, "tgo-gov").added).signed_by({"registrar-2"}));

  EXPECT_FALSE(key_of(ledger, "tgo-gov").is_active());
  EXPECT_FALSE(key_of(ledger, "second").is_active());
}

// The root keys that a stolen one made end with it, so they are no quorum either.
TEST(CompromisedSince, LeavesAQuorumOfRootKeys) {
  LedgerBuilder ledger = furnished_ledger();
  for (const char* name : {"root-4", "root-5"}) ledger.add(by_quorum("bdt", name, kRoot));
  const auto by_others = [](const Draft& draft) { return draft.signed_by({"root-3", "root-4"}); };
  ledger.add(by_others(since(revoking("root-1"), Index{0})));
  const Draft compromised = by_others(since(revoking("root-2"), Index{0}));

  ledger.expect_refused(compromised, "root_quorum_lost", "/body/key");
  EXPECT_TRUE(key_of(ledger, "root-4").is_active());
  ledger.add(by_quorum("bdt", "root-6", kRoot).signed_by({"root-3", "root-4", "root-6"}));
  EXPECT_TRUE(ledger.submit(compromised));
  EXPECT_FALSE(key_of(ledger, "root-4").is_active());
  EXPECT_EQ(ledger.registry().find(*PartyId::parse("bdt"))->root_keys, 2U);
}

}  // namespace
}  // namespace pledgebook::ledger
