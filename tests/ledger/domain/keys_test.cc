// SPDX-License-Identifier: Apache-2.0
// Adding and revoking keys: rights (docs/decisions/0004-keys-and-roles.md), rules and consequences.
#include <gtest/gtest.h>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::Draft;
using support::furnished_ledger;
using support::json_of;
using support::LedgerBuilder;
using support::object_of;
using support::public_key_text;
using support::test_key_id;

// key.added for the key `name`; `signers` sign with `keys`.
Draft adding(std::string_view party, std::string_view name, std::vector<std::string> signers,
             std::vector<std::string> keys, std::string_view body = "{}") {
  Draft draft = by_registrar("key.added", "keys/" + std::string(party), object_of(body));
  draft.body["public_key"] = public_key_text(name);
  draft.body["label"] = name;
  draft.signers = std::move(signers);
  draft.keys = std::move(keys);
  draft.keys.emplace_back(name);
  return draft;
}

Draft revoking(std::string_view party, std::string_view name) {
  return by_registrar("key.revoked", "keys/" + std::string(party),
                      {{"key", test_key_id(name).hex()}, {"reason", "lost"}});
}

const Key& key_of(LedgerBuilder& ledger, std::string_view name) {
  return *ledger.registry().find(test_key_id(name));
}

// A member and auditor with the keys "whole" (no roles of its own) and "half" (member only).
LedgerBuilder with_auditing_member() {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_party("nor-gov", R"(["member","auditor"])");
  ledger.add_key("nor-gov", "whole");
  ledger.add(adding("nor-gov", "half", {"nor-gov"}, {"whole"}, R"({"roles":["member"]})"));
  return ledger;
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

TEST(KeyAdded, ByTheRegistrarAloneServesAPartyWithoutActiveKey) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(adding("gha-gov", "new", {"bdt"}, {"registrar"}), "signature_missing",
                        "/signers");
  ledger.add(revoking("gha-gov", "gha-gov"));
  EXPECT_TRUE(ledger.submit(adding("gha-gov", "new", {"bdt"}, {"registrar"})));
}

TEST(KeyAdded, ByTheRegistrarAndThePartyNeedsNoRecovery) {
  LedgerBuilder ledger = furnished_ledger();

  EXPECT_TRUE(
      ledger.submit(adding("gha-gov", "new", {"bdt", "gha-gov"}, {"registrar", "gha-gov"})));
  EXPECT_FALSE(key_of(ledger, "new").recovered);
}

TEST(KeyAdded, OnThePartysOwnWordIsAdmitted) {
  LedgerBuilder ledger = furnished_ledger();

  EXPECT_TRUE(ledger.submit(adding("gha-gov", "new", {"gha-gov"}, {"gha-gov"})));
}

TEST(KeyAdded, IsForTheRegistrarOrTheParty) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(
      adding("gha-gov", "new", {"ken-gov"}, {"ken-gov"}), "role_missing",
      test_key_id("ken-gov") < test_key_id("new") ? "/signatures/0/keyid" : "/signatures/1/keyid");
  EXPECT_EQ(ledger.refusal(adding("gha-gov", "new", {"bdt"}, {"reviewer"})).code, "role_missing");
}

TEST(KeyAdded, HasOneRegistrarAtMost) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_party("region", R"(["registrar"])");
  ledger.add_key("region", "region");

  ledger.expect_refused(adding("tgo-gov", "new", {"bdt", "region"}, {"registrar", "region"}),
                        "signer_unexpected", "/signers");
  EXPECT_TRUE(ledger.submit(adding("tgo-gov", "new", {"region"}, {"region"})));
}

TEST(KeyAdded, RecoversOnlyOnARegistrarsWord) {
  LedgerBuilder ledger = furnished_ledger();
  constexpr const char* kRecovered = R"({"recovered":true})";

  ledger.expect_refused(adding("gha-gov", "new", {"gha-gov"}, {"gha-gov"}, kRecovered),
                        "role_missing", "/body/recovered");
  EXPECT_TRUE(ledger.submit(adding("gha-gov", "new", {"bdt"}, {"registrar"}, kRecovered)));
  EXPECT_TRUE(key_of(ledger, "new").recovered);
}

TEST(KeyAdded, RecoversOnlyWhatWasLost) {
  LedgerBuilder ledger = furnished_ledger();
  constexpr const char* kRecovered = R"({"recovered":true})";

  ledger.expect_refused(adding("tgo-gov", "new", {"bdt"}, {"registrar"}, kRecovered),
                        "recovered_unexpected", "/body/recovered");
  ledger.expect_refused(
      adding("gha-gov", "new", {"bdt", "gha-gov"}, {"registrar", "gha-gov"}, kRecovered),
      "recovered_unexpected", "/body/recovered");
  ledger.add(revoking("gha-gov", "gha-gov"));
  EXPECT_TRUE(ledger.submit(adding("gha-gov", "new", {"bdt"}, {"registrar"}, kRecovered)));
}

TEST(KeyAdded, HoldsNoMoreThanThePartysKeyThatAddsIt) {
  LedgerBuilder ledger = with_auditing_member();
  const auto by_half = [](std::string_view body) {
    return adding("nor-gov", "new", {"nor-gov"}, {"half"}, body);
  };

  ledger.expect_refused(by_half(R"({"roles":["auditor"]})"), "role_escalation", "/body/roles/0");
  ledger.expect_refused(by_half(R"({"roles":["member","auditor"]})"), "role_escalation",
                        "/body/roles/1");
  ledger.expect_refused(by_half("{}"), "role_escalation", "/body/roles");
  EXPECT_TRUE(ledger.submit(by_half(R"({"roles":["member"]})")));
}

TEST(KeyAdded, HoldsWhatThePartyHasWhereARegistrarSignsToo) {
  LedgerBuilder ledger = with_auditing_member();

  EXPECT_TRUE(ledger.submit(adding("nor-gov", "new", {"bdt", "nor-gov"}, {"registrar", "half"},
                                   R"({"roles":["auditor"]})")));
}

TEST(KeyAdded, HoldsWhatThePartyHasWhereAWholeKeyAddsIt) {
  LedgerBuilder ledger = with_auditing_member();

  EXPECT_TRUE(ledger.submit(adding("nor-gov", "new", {"nor-gov"}, {"whole"})));
}

TEST(KeyAdded, HasRolesOfItsPartyEachOnce) {
  LedgerBuilder ledger = furnished_ledger();
  const auto with_roles = [](std::string_view roles) {
    return adding("tgo-gov", "new", {"bdt"}, {"registrar"}, roles);
  };

  ledger.expect_refused(with_roles(R"({"roles":["member","auditor"]})"), "role_not_of_party",
                        "/body/roles/1");
  ledger.expect_refused(with_roles(R"({"roles":["member","member"]})"), "role_twice",
                        "/body/roles/1");
  EXPECT_TRUE(ledger.submit(with_roles(R"({"roles":["member"]})")));
}

TEST(KeyAdded, IsNewInTheLedgersLife) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(adding("tgo-gov", "gha-gov", {"bdt"}, {"registrar"}), "key_exists",
                        "/body/public_key");
  ledger.add(revoking("gha-gov", "gha-gov"));
  ledger.expect_refused(adding("gha-gov", "gha-gov", {"bdt"}, {"registrar"}), "key_exists",
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

TEST(RootKey, MendsTheOperatorsKeys) {
  LedgerBuilder ledger = furnished_ledger();

  EXPECT_TRUE(ledger.submit(revoking("bdt", "registrar").signed_by({"root"})));
  EXPECT_TRUE(
      ledger.submit(adding("bdt", "registrar-2", {"bdt"}, {"root"}, R"({"roles":["registrar"]})")));
  EXPECT_TRUE(ledger.submit(by_registrar("party.registered", "party/new-gov",
                                         object_of(R"({"name":"N","sector":"youth","roles":[]})"))
                                .signed_by({"registrar-2"})));
}

TEST(RootKey, MarksRecoveredKeys) {
  LedgerBuilder ledger = furnished_ledger();

  EXPECT_TRUE(ledger.submit(adding("bdt", "new", {"bdt"}, {"root"}, R"({"recovered":true})")));
  ledger.expect_refused(adding("bdt", "other", {"bdt"}, {"registrar"}, R"({"recovered":true})"),
                        "recovered_unexpected", "/body/recovered");
}

TEST(RootKey, DoesNothingElse) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.expect_refused(by_registrar("party.registered", "party/new-gov",
                                     object_of(R"({"name":"N","sector":"youth","roles":[]})"))
                            .signed_by({"root"}),
                        "root_key_misused", "/signatures/0/keyid");
  ledger.expect_refused(revoking("gha-gov", "gha-gov").signed_by({"root"}), "root_key_misused",
                        "/signatures/0/keyid");
  EXPECT_EQ(ledger.refusal(adding("tgo-gov", "new", {"bdt"}, {"root"})).code, "root_key_misused");
}

TEST(RootKey, IsNeverTheLastToGo) {
  LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
  Draft created = support::ledger_created();
  created.body["root_keys"] =
      json_of("[\"" + public_key_text("root") + "\",\"" + public_key_text("root-2") + "\"]");
  created.keys.emplace_back("root-2");
  ledger.add(created);

  EXPECT_TRUE(ledger.submit(revoking("bdt", "root").signed_by({"root-2"})));
  ledger.expect_refused(revoking("bdt", "root-2"), "last_root_key", "/body/key");
}

TEST(KeyRevoked, IsForTheRegistrarOrAnotherKeyOfTheParty) {
  LedgerBuilder ledger = with_auditing_member();
  Draft by_other = revoking("nor-gov", "half").signed_by({"gha-gov"});
  by_other.signers = {"gha-gov"};
  ledger.expect_refused(by_other, "role_missing", "/signatures/0/keyid");

  Draft own = revoking("nor-gov", "half");
  own.signers = {"nor-gov"};
  ledger.expect_refused(own.signed_by({"half"}), "key_revokes_itself", "/body/key");
  EXPECT_TRUE(ledger.submit(own.signed_by({"whole"})));
  EXPECT_TRUE(ledger.submit(revoking("nor-gov", "whole")));
}

TEST(KeyRevoked, IsNeverByItselfNotEvenARegistrars) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(revoking("bdt", "registrar"), "key_revokes_itself", "/body/key");
  EXPECT_TRUE(ledger.submit(revoking("bdt", "registrar").signed_by({"reviewer"})));
}

TEST(KeyRevoked, NamesAKeyOfTheParty) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(revoking("gha-gov", "ken-gov"), "key_not_of_party", "/body/key");
  ledger.expect_refused(revoking("gha-gov", "nobody"), "key_not_of_party", "/body/key");
}

TEST(KeyRevoked, IsFinal) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(revoking("gha-gov", "gha-gov"));

  ledger.expect_refused(revoking("gha-gov", "gha-gov"), "key_already_revoked", "/body/key");
}

TEST(CompromisedSince, IsTheRegistrarsToSay) {
  LedgerBuilder ledger = with_auditing_member();
  Draft draft = revoking("nor-gov", "half");
  draft.body["compromised_since"] = number(key_of(ledger, "half").added);
  Draft own = draft.signed_by({"whole"});
  own.signers = {"nor-gov"};

  ledger.expect_refused(own, "role_missing", "/body/compromised_since");
  EXPECT_TRUE(ledger.submit(draft));
}

TEST(CompromisedSince, LiesWithinTheKeysLife) {
  LedgerBuilder ledger = furnished_ledger();
  const std::uint64_t added = number(key_of(ledger, "gha-gov").added);
  const std::uint64_t now = ledger.statements().size();
  Draft draft = revoking("gha-gov", "gha-gov");
  for (const std::uint64_t outside : {added - 1, now + 1}) {
    draft.body["compromised_since"] = outside;
    ledger.expect_refused(draft, "compromised_since_out_of_range", "/body/compromised_since");
  }
  draft.body["compromised_since"] = now;
  EXPECT_TRUE(ledger.submit(draft));
}

TEST(CompromisedSince, MayBeFoundOutAfterTheRevocation) {
  LedgerBuilder ledger = furnished_ledger();
  const std::uint64_t added = number(key_of(ledger, "gha-gov").added);
  ledger.add(revoking("gha-gov", "gha-gov"));
  const auto revoked = key_of(ledger, "gha-gov").revoked;
  Draft draft = revoking("gha-gov", "gha-gov");
  draft.body["compromised_since"] = added + 1;

  EXPECT_TRUE(ledger.submit(draft));
  EXPECT_EQ(key_of(ledger, "gha-gov").revoked, revoked) << "revoked since the first time";
  ledger.expect_refused(draft, "key_already_revoked", "/body/key");
  draft.body["compromised_since"] = added;
  EXPECT_TRUE(ledger.submit(draft));
}

}  // namespace
}  // namespace pledgebook::ledger
