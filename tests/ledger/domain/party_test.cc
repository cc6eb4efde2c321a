// SPDX-License-Identifier: Apache-2.0
// Registering, updating and suspending parties.
#include <gtest/gtest.h>

#include "ledger/domain/rules/rules.h"
#include "tests/ledger/key_drafts.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::by_roots;
using support::changed;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::object_of;

TEST(PartySuspended, SignsNothingButTheEndOfItsKeys) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(adding("gha-gov", "second", {"gha-gov"}, {"gha-gov"}));
  const Draft suspended =
      by_registrar("party.suspended", "party/gha-gov", {{"reason", "stolen keys"}});
  const Draft resumed = by_registrar("party.resumed", "party/gha-gov", {{"reason", "found"}});
  const Draft pledge =
      by_party("gha-gov", "pledge.submitted", "pledge/p-1", support::pledge_body());

  ledger.expect_refused(resumed, "not_suspended", "/stream");
  ledger.add(suspended);
  ledger.expect_refused(suspended, "already_suspended", "/stream");
  ledger.expect_refused(pledge, "party_suspended", "/signatures/0/keyid");
  EXPECT_TRUE(ledger.submit(revoking_own("gha-gov", "gha-gov", "second")));
  ledger.add(resumed);
  EXPECT_TRUE(ledger.submit(pledge));
}

TEST(PartySuspended, KeepsOnBehalfShut) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(by_registrar("party.suspended", "party/tgo-gov", {{"reason", "r"}}));

  ledger.expect_refused(
      support::on_behalf("tgo-gov", "pledge.submitted", "pledge/p-1", support::pledge_body()),
      "party_suspended", "/body/on_behalf_of");
}

TEST(PartySuspended, WithOfficersIsForTheQuorumAndTheOperatorNever) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_party("nor-gov", R"(["auditor"])");
  ledger.add_key("nor-gov", "nor-gov", R"(["auditor"])");
  const Draft suspended = by_registrar("party.suspended", "party/nor-gov", {{"reason", "r"}});

  EXPECT_EQ(ledger.refusal(suspended).code, "signature_unexpected");
  EXPECT_TRUE(ledger.submit(suspended.signed_by({"root-1", "root-2"})));
  ledger.expect_refused(by_roots("party.suspended", "party/bdt", {{"reason", "r"}}),
                        "operator_suspended", "/stream");
}

TEST(PartySuspended, IsForTheRegistrar) {
  LedgerBuilder ledger = furnished_ledger();
  const Draft suspended = by_registrar("party.suspended", "party/gha-gov", {{"reason", "r"}});

  ledger.expect_refused(suspended.signed_by({"reviewer"}), "role_missing", "/signatures/0/keyid");
  EXPECT_EQ(ledger.refusal(suspended.signed_by({"root-1", "root-2"})).code, "root_key_misused");
  ledger.expect_refused(by_registrar("party.suspended", "party/nobody", {{"reason", "r"}}),
                        "party_unknown", "/stream");
  ledger.expect_refused(by_registrar("party.resumed", "party/nobody", {{"reason", "r"}}),
                        "party_unknown", "/stream");
  ledger.expect_refused(by_registrar("party.suspended", "party/gha-gov", {{"reason", " "}}),
                        "text_empty", "/body/reason");
}

// A thief that holds the party's key could otherwise swap keys while the party is cut off.
TEST(PartySuspended, NeitherAddsNorReplacesKeys) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(by_registrar("party.suspended", "party/gha-gov", {{"reason", "r"}}));

  EXPECT_EQ(ledger.refusal(adding("gha-gov", "new", {"gha-gov"}, {"gha-gov"})).code,
            "party_suspended");
  EXPECT_EQ(ledger.refusal(replacing("gha-gov", "gha-gov", "new")).code, "party_suspended");
  EXPECT_TRUE(ledger.submit(adding("gha-gov", "new", {"bdt"}, {"registrar"}, kRecovered)))
      << "the registrar may give it a key of its own again";
}

TEST(PartyRegistered, AsAnOfficerTakesTheQuorum) {
  LedgerBuilder ledger = furnished_ledger();
  const auto registering = [](const char* id, const char* roles) {
    return by_registrar("party.registered", std::string("party/") + id,
                        {{"name", "N"}, {"sector", "youth"}, {"roles", support::json_of(roles)}});
  };

  ledger.expect_refused(registering("nor-gov", R"(["auditor"])"), "root_quorum_missing",
                        "/signatures");
  ledger.expect_refused(registering("nor-gov", R"(["registrar"])").with_roots(),
                        "registrar_not_operator", "/body/roles/0");
  ledger.expect_refused(registering("nor-gov", "[]"), "roles_missing", "/body/roles");
  EXPECT_TRUE(ledger.submit(registering("nor-gov", R"(["auditor"])").with_roots()));

  Draft taken = registering("nor-gov", R"(["member"])");
  taken.kind = "party.updated";
  ledger.expect_refused(taken, "root_quorum_missing", "/signatures");
  EXPECT_TRUE(ledger.submit(taken.with_roots()));
}

TEST(PartyRules, NameTheFault) {
  LedgerBuilder ledger = furnished_ledger();
  const auto party = [](const char* kind, const char* id, std::string_view patch) {
    return by_registrar(
        kind, std::string("party/") + id,
        changed(object_of(R"({"name":"N","sector":"academia","country":"GHA","roles":["member"]})"),
                patch));
  };

  ledger.expect_refused(party("party.registered", "gha-gov", "{}"), "party_exists", "/stream");
  ledger.expect_refused(party("party.registered", "bdt", "{}").with_roots(), "party_exists",
                        "/stream");
  ledger.expect_refused(party("party.updated", "nobody", "{}"), "party_unknown", "/stream");
  for (const char* kind : {"party.registered", "party.updated"}) {
    const char* id = std::string_view(kind) == "party.updated" ? "gha-gov" : "new-gov";
    ledger.expect_refused(party(kind, id, R"({"country":"XXX"})"), "country_unknown",
                          "/body/country");
    ledger.expect_refused(party(kind, id, R"({"roles":["member","verifier","member"]})"),
                          "role_twice", "/body/roles/2");
    ledger.expect_refused(party(kind, id, R"({"name":" "})"), "text_empty", "/body/name");
    ledger.expect_refused(party(kind, id, R"({"roles":[]})"), "roles_missing", "/body/roles");
    EXPECT_TRUE(ledger.submit(party(kind, id, "{}")));
  }
}

TEST(PartyRules, TellSectorsAndMembershipOfTheItu) {
  LedgerBuilder ledger = furnished_ledger();
  const auto party = [](const char* id, std::string_view patch) {
    return by_registrar(
        "party.registered", std::string("party/") + id,
        changed(object_of(R"({"name":"N","sector":"other","roles":["member"]})"), patch));
  };

  EXPECT_TRUE(ledger.submit(
      party("bank", R"({"sector":"financial-institution","itu_membership":"associate"})")));
  EXPECT_TRUE(ledger.submit(
      party("agency", R"({"sector":"donor-agency","itu_membership":"member-state"})")));
  ledger.expect_refused(party("club", R"({"itu_membership":"friend"})"), "not_one_of",
                        "/body/itu_membership");
  EXPECT_EQ(ledger.registry().find(*PartyId::parse("bank"))->body.itu_membership,
            ItuMembership::associate);
}

TEST(PartyRules, KeepTheOperatorARegistrar) {
  LedgerBuilder ledger = furnished_ledger();
  const auto with_roles = [](const char* roles) {
    return by_registrar(
               "party.updated", "party/bdt",
               {{"name", "Bureau"}, {"sector", "un-agency"}, {"roles", support::json_of(roles)}})
        .with_roots();
  };

  ledger.expect_refused(with_roles(R"(["reviewer"])"), "operator_not_registrar", "/body/roles");
  EXPECT_TRUE(ledger.submit(with_roles(R"(["registrar"])")));
}

}  // namespace
}  // namespace pledgebook::ledger
