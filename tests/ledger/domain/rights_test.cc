// SPDX-License-Identifier: Apache-2.0
// Who may sign what: the right signers are admitted, all others refused.
#include <gtest/gtest.h>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::by_reviewer;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::object_of;
using support::on_behalf;
using support::pledge_body;
using support::report_body;

constexpr const char* kStream = "pledge/p-1";

// furnished, with a published pledge p-1 of gha-gov.
LedgerBuilder with_pledge() {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  return ledger;
}

TEST(Rights, AskForOneSignatureOfEachSigner) {
  LedgerBuilder ledger = furnished_ledger();
  const Draft draft =
      by_registrar("party.registered", "party/new-gov",
                   object_of(R"({"name":"N","sector":"youth","roles":["member"]})"));

  ledger.expect_refused(draft.signed_by({"reviewer", "registrar"}), "signature_unexpected",
                        "/signatures/0/keyid");
  ledger.expect_refused(draft.signed_by({"gha-gov"}), "signature_unexpected",
                        "/signatures/0/keyid");
  Draft by_nobody = draft.also("gha-gov", "gha-gov");
  ledger.expect_refused(by_nobody.signed_by({"registrar"}), "signature_missing", "/signers/1");
  ledger.expect_refused(draft.signed_by({"nobody"}), "key_unknown", "/signatures/0/keyid");
  ledger.expect_refused(draft.also("gha-gov", "gha-gov"), "signer_unexpected", "/signers");
  EXPECT_TRUE(ledger.submit(draft));
}

TEST(Rights, RefuseSignaturesThatNobodyAskedFor) {
  LedgerBuilder ledger = furnished_ledger();
  Draft draft = by_registrar("party.registered", "party/new-gov",
                             object_of(R"({"name":"N","sector":"youth","roles":["member"]})"));
  draft.keys.emplace_back("observer");

  EXPECT_EQ(ledger.refusal(draft).code, "signature_unexpected");
}

TEST(Rights, OfGovernanceAreTheRegistrars) {
  LedgerBuilder ledger = furnished_ledger();
  const std::vector<Draft> drafts{
      by_registrar("list.published", "governance",
                   object_of(R"({"list":"new","effective":"2026-01-01","items":[],"source":"s"})")),
      by_registrar(
          "rates.published", "governance",
          object_of(
              R"({"effective":"2026-04-01","base":"USD","rates":{"EUR":"0.9"},"source":"s"})")),
      by_registrar("objective.set", "governance",
                   object_of(R"({"id":"new","title":"t","unit":"u","source":"s",
                       "baseline":{"value":"0","date":"2020-01-01"},
                       "target":{"value":"1","date":"2030-01-01"}})")),
      by_registrar("indicator.observed", "indicator/people-offline",
                   object_of(R"({"objective":"people-offline","source":"s",
                       "observations":[{"value":"1","date":"2024-01-01"}]})")),
      by_registrar("witness-policy.published", "governance",
                   {{"policy", "log " + support::test_log_key().text() + "\nquorum none\n"}}),
      by_registrar("party.registered", "party/new-gov",
                   object_of(R"({"name":"N","sector":"youth","roles":["member"]})")),
      by_registrar("party.updated", "party/gha-gov",
                   object_of(R"({"name":"N","sector":"youth","roles":["member"]})"))};
  for (const Draft& draft : drafts) {
    ledger.expect_refused(draft.signed_by({"reviewer"}), "role_missing", "/signatures/0/keyid");
    EXPECT_EQ(ledger.refusal(draft.signed_by({"root-1", "root-2"})).code, "root_key_misused");
    EXPECT_TRUE(ledger.submit(draft)) << draft.kind;
  }
}

TEST(Rights, EndWithTheKeysRevocation) {
  LedgerBuilder ledger = with_pledge();
  const Draft report =
      by_party("gha-gov", "report.submitted", kStream, report_body("2026-01-01", "2026-02-01"));
  ledger.add(by_registrar("key.revoked", "governance",
                          {{"key", support::test_key_id("gha-gov").hex()}, {"reason", "stolen"}}));

  ledger.expect_refused(report, "key_revoked", "/signatures/0/keyid");
}

TEST(Rights, FollowThePartysRoles) {
  LedgerBuilder ledger = with_pledge();
  const Draft report =
      by_party("gha-gov", "report.submitted", kStream, report_body("2026-01-01", "2026-02-01"));
  const auto give_roles = [&ledger](const char* roles) {
    ledger.add(by_registrar(
        "party.updated", "party/gha-gov",
        {{"name", "Ghana"}, {"sector", "government"}, {"roles", support::json_of(roles)}}));
  };
  give_roles(R"(["verifier"])");
  ledger.expect_refused(report, "role_missing", "/signatures/0/keyid");

  give_roles(R"(["member"])");
  EXPECT_TRUE(ledger.submit(report));
}

TEST(Rights, AreLimitedByTheKeysOwnRoles) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_party("nor-gov", R"(["member","auditor"])");
  ledger.add_key("nor-gov", "nor-gov", R"(["auditor"])");
  const Draft pledge = by_party("nor-gov", "pledge.submitted", "pledge/p-2", pledge_body());

  ledger.expect_refused(pledge, "role_missing", "/signatures/0/keyid");
  ledger.add_party("swe-gov", R"(["member","auditor"])");
  ledger.add_key("swe-gov", "swe-gov", R"(["member"])");
  EXPECT_TRUE(ledger.submit(by_party("swe-gov", "pledge.submitted", "pledge/p-2", pledge_body())));
}

TEST(Rights, OfAMembersPledgeAreItsOwn) {
  LedgerBuilder ledger = with_pledge();
  const std::vector<Draft> drafts{
      by_party("gha-gov", "report.submitted", kStream, report_body("2026-01-01", "2026-02-01")),
      by_party("gha-gov", "pledge.amended", kStream,
               object_of(R"({"category":"scope","changes":{"title":"New"},"reason":"r"})")),
      by_party("gha-gov", "pledge.withdrawn", kStream, {{"reason", "r"}}),
      by_party("gha-gov", "pledge.reinstated", kStream, {{"reason", "r"}})};
  for (const Draft& draft : drafts) {
    Draft by_other = draft.signed_by({"ken-gov"});
    by_other.signers = {"ken-gov"};
    ledger.expect_refused(by_other, "not_the_owner", "/signers/0");
    ledger.expect_refused(draft.also("ken-gov", "ken-gov"), "not_the_owner", "/signers/1");
    EXPECT_TRUE(ledger.submit(draft)) << draft.kind;
  }
}

TEST(Rights, LetPartnersSignWithTheOwner) {
  LedgerBuilder ledger = furnished_ledger();
  const auto body = support::changed(pledge_body(), R"({"partners":[{"party":"ken-gov"}]})");
  const Draft alone = by_party("gha-gov", "pledge.submitted", "pledge/p-2", body);
  const Draft both = alone.also("ken-gov", "ken-gov");

  ledger.expect_refused(both.also("observer", "observer"), "owner_ambiguous", "/signers");
  ledger.expect_refused(by_party("ken-gov", "pledge.submitted", "pledge/p-2", body),
                        "owner_ambiguous", "/signers");
  ledger.expect_refused(both.signed_by({"gha-gov"}), "signature_missing", "/signers/1");
  EXPECT_TRUE(ledger.submit(both));
  EXPECT_EQ(ledger.pledge("p-2").owner.text(), "gha-gov");
}

// A verifier that is named must sign, and signs as a member or not at all.
TEST(Rights, AskPartnersThatSignForTheRoleMember) {
  LedgerBuilder ledger = furnished_ledger();
  const auto body = support::changed(pledge_body(), R"({"partners":[{"party":"observer"}]})");
  const Draft draft = by_party("gha-gov", "pledge.submitted", "pledge/p-2", body);

  EXPECT_EQ(ledger.refusal(draft.also("observer", "observer")).code, "role_missing");
  ledger.expect_refused(draft, "partner_must_sign", "/body/partners/0/party");
}

TEST(Rights, LetPartnersSignAmendmentsToo) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-2", "gha-gov",
                    support::changed(pledge_body(), R"({"partners":[{"party":"ken-gov"}]})"));

  EXPECT_TRUE(ledger.submit(
      by_party("gha-gov", "pledge.amended", "pledge/p-2",
               object_of(R"({"category":"scope","changes":{"title":"New"},"reason":"r"})"))
          .also("ken-gov", "ken-gov")));
}

TEST(Rights, OnBehalfAreTheRegistrars) {
  LedgerBuilder ledger = furnished_ledger();
  const Draft draft = on_behalf("tgo-gov", "pledge.submitted", "pledge/p-2", pledge_body());

  ledger.expect_refused(draft.signed_by({"reviewer"}), "role_missing", "/signatures/0/keyid");
  EXPECT_TRUE(ledger.submit(draft));
  EXPECT_EQ(ledger.pledge("p-2").owner.text(), "tgo-gov");
}

TEST(Rights, OnBehalfEndWithTheMembersKey) {
  LedgerBuilder ledger = with_pledge();

  ledger.expect_refused(on_behalf("gha-gov", "pledge.submitted", "pledge/p-2", pledge_body()),
                        "member_has_key", "/body/on_behalf_of");
  ledger.expect_refused(
      on_behalf("gha-gov", "report.submitted", kStream, report_body("2026-01-01", "2026-02-01")),
      "member_has_key", "/body/on_behalf_of");
}

// A member that lost its keys gets a recovered one; nobody speaks for it meanwhile.
TEST(Rights, OnBehalfStayShutOnceTheMemberHasHadAKey) {
  LedgerBuilder ledger = with_pledge();
  ledger.add(by_registrar("key.revoked", "governance",
                          {{"key", support::test_key_id("gha-gov").hex()}, {"reason", "lost"}}));

  ledger.expect_refused(
      on_behalf("gha-gov", "report.submitted", kStream, report_body("2026-01-01", "2026-02-01")),
      "member_has_key", "/body/on_behalf_of");
}

TEST(Rights, OnBehalfAreForMembersThatOwnThePledge) {
  LedgerBuilder ledger = with_pledge();

  ledger.expect_refused(on_behalf("nobody", "pledge.submitted", "pledge/p-2", pledge_body()),
                        "party_unknown", "/body/on_behalf_of");
  ledger.expect_refused(on_behalf("observer", "pledge.submitted", "pledge/p-2", pledge_body()),
                        "not_a_member", "/body/on_behalf_of");
  ledger.expect_refused(on_behalf("tgo-gov", "pledge.withdrawn", kStream, {{"reason", "r"}}),
                        "not_the_owner", "/body/on_behalf_of");
}

TEST(Rights, OfMatchesAreTheTwoOwners) {
  LedgerBuilder ledger = with_pledge();
  ledger.add_pledge("p-2", "ken-gov");

  Draft proposal = by_party("gha-gov", "match.proposed", kStream, {{"pledge", "p-2"}});
  Draft by_other = by_party("ken-gov", "match.proposed", kStream, {{"pledge", "p-2"}});
  ledger.expect_refused(by_other, "not_the_owner", "/signers/0");
  const Sid sid = ledger.add(proposal);
  const auto accepting = [&sid](const char* party) {
    return by_party(party, "match.accepted", "pledge/p-2", {{"sid", sid.hex()}});
  };
  ledger.expect_refused(accepting("gha-gov"), "not_the_owner", "/signers/0");
  EXPECT_TRUE(ledger.submit(accepting("ken-gov")));
}

TEST(Rights, ToEndorseAreTheOwners) {
  LedgerBuilder ledger = furnished_ledger();
  const Sid sid = ledger.add(on_behalf("tgo-gov", "pledge.submitted", "pledge/p-2", pledge_body()));
  ledger.add_key("tgo-gov", "tgo-gov");
  const auto endorsing = [&sid](const char* party) {
    return by_party(party, "pledge.endorsed", "pledge/p-2", {{"sid", sid.hex()}});
  };

  ledger.expect_refused(endorsing("ken-gov"), "not_the_owner", "/signers/0");
  EXPECT_TRUE(ledger.submit(endorsing("tgo-gov")));
}

TEST(Rights, OfNoticeLapseAndSuccessionAreTheRegistrars) {
  LedgerBuilder ledger = with_pledge();
  ledger.add_pledge("p-2", "gha-gov");
  const Draft notice = by_registrar("notice.given", kStream, {{"text", "t"}});
  const Draft superseded =
      by_registrar("pledge.superseded", kStream, {{"successor", "p-2"}, {"reason", "merge"}});
  const Draft lapsed =
      by_registrar("pledge.lapsed", kStream, {{"notice", support::test_key_id("x").hex()}});

  for (const Draft& draft : {notice, lapsed, superseded}) {
    ledger.expect_refused(draft.signed_by({"reviewer"}), "role_missing", "/signatures/0/keyid");
    EXPECT_EQ(ledger.refusal(draft.signed_by({"root-1", "root-2"})).code, "root_key_misused");
  }
  EXPECT_TRUE(ledger.submit(notice));
  EXPECT_TRUE(ledger.submit(superseded));
}

// Another party's pledge can't swallow one without its owner's word.
TEST(Rights, OfSuccessionByAnothersPledgeAreTheOwnersToo) {
  LedgerBuilder ledger = with_pledge();
  ledger.add_pledge("p-2", "ken-gov");
  const Draft superseded =
      by_registrar("pledge.superseded", kStream, {{"successor", "p-2"}, {"reason", "merge"}});

  ledger.expect_refused(superseded, "signature_missing", "/signers");
  EXPECT_EQ(ledger.refusal(superseded.also("ken-gov", "ken-gov")).code, "role_missing");
  Draft by_owner = superseded.signed_by({"gha-gov"});
  by_owner.signers = {"gha-gov"};
  ledger.expect_refused(by_owner, "signature_missing", "/signers");
  EXPECT_TRUE(ledger.submit(superseded.also("gha-gov", "gha-gov")));
}

TEST(Rights, OfSuccessionAreTheRegistrarsWhereTheOwnerNeverHadAKey) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add(on_behalf("tgo-gov", "pledge.submitted", kStream, pledge_body()));
  ledger.add(by_reviewer("pledge.published", kStream, {}));
  ledger.add_pledge("p-2", "ken-gov");

  EXPECT_TRUE(ledger.submit(
      by_registrar("pledge.superseded", kStream, {{"successor", "p-2"}, {"reason", "merge"}})));
}

TEST(Rights, NeedAPledge) {
  LedgerBuilder ledger = furnished_ledger();

  ledger.expect_refused(by_reviewer("pledge.published", "pledge/p-9", {}), "pledge_unknown",
                        "/stream");
  ledger.expect_refused(by_party("gha-gov", "pledge.withdrawn", "pledge/p-9", {{"reason", "r"}}),
                        "pledge_unknown", "/stream");
}

TEST(RightsOfCreation, AskForEveryEmbeddedKey) {
  const Draft draft = support::ledger_created();
  for (std::size_t i = 0; i < draft.keys.size(); ++i) {
    LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
    std::vector<std::string> keys = draft.keys;
    keys.erase(keys.begin() + static_cast<std::ptrdiff_t>(i));
    ledger.expect_refused(draft.signed_by(keys), "signature_missing", "/signatures");
  }
  LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
  EXPECT_TRUE(ledger.submit(draft));
}

TEST(RightsOfCreation, AskForNoOtherKeyOrSigner) {
  LedgerBuilder ledger{LedgerBuilder::NotBegun{}};
  Draft draft = support::ledger_created();
  draft.keys.emplace_back("observer");
  EXPECT_EQ(ledger.refusal(draft).code, "key_unknown");

  draft = support::ledger_created();
  draft.signers = {"gha-gov"};
  ledger.expect_refused(draft, "signer_unexpected", "/signers");
}

}  // namespace
}  // namespace pledgebook::ledger
