// SPDX-License-Identifier: Apache-2.0
// What others say of a pledge: attestations and messages, in streams of their own.
#include <gtest/gtest.h>

#include <string>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_reviewer;
using support::changed;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::object_of;
using support::pledge_body;

constexpr const char* kPledge = "pledge/p-1";

constexpr const char* kAttestations = "attestation/p-1";
constexpr const char* kDiscussion = "discussion/p-1";

LedgerBuilder with_pledge() {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  return ledger;
}

Draft attesting(const char* party = "observer") {
  return by_party(party, "attestation.given", kAttestations, {{"claim", "the sites are on air"}});
}
Draft withdrawing(const Sid& attestation, const char* party = "observer") {
  return by_party(party, "attestation.withdrawn", kAttestations,
                  {{"sid", attestation.hex()}, {"reason", "mixed up with another site"}});
}
Draft posting(const char* party = "ken-gov") {
  return by_party(party, "message.posted", kDiscussion,
                  {{"text", "How was power supplied?"}, {"topic", "question"}});
}

TEST(Attestation, IsByMembersAndVerifiersWithoutInterest) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.add_pledge("p-1", "gha-gov");
  ledger.add(by_party("gha-gov", "pledge.submitted", "pledge/p-2",
                      changed(pledge_body(), R"({"partners":[{"party":"ken-gov"}]})"))
                 .also("ken-gov", "ken-gov"));
  ledger.add(by_reviewer("pledge.published", "pledge/p-2", {}));
  ledger.add_party("nor-gov", R"(["auditor"])");
  ledger.add_key("nor-gov", "nor-gov", R"(["auditor"])");

  ledger.expect_refused(attesting("gha-gov"), "judge_has_interest", "/signatures/0/keyid");
  ledger.expect_refused(attesting("nor-gov"), "role_missing", "/signatures/0/keyid");
  ledger.expect_refused(attesting().also("ken-gov", "ken-gov"), "signer_unexpected", "/signers");
  EXPECT_TRUE(ledger.submit(attesting()));
  EXPECT_TRUE(ledger.submit(attesting("ken-gov")));
  Draft by_partner = attesting("ken-gov");
  by_partner.stream = "attestation/p-2";
  ledger.expect_refused(by_partner, "judge_has_interest", "/signatures/0/keyid");
}

TEST(Attestation, IsOfAPledgeThatWasPublished) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.expect_refused(attesting(), "pledge_unknown", "/stream");
  ledger.add(by_party("gha-gov", "pledge.submitted", kPledge, pledge_body()));
  ledger.expect_refused(attesting(), "pledge_not_published", "/stream");
  ledger.expect_refused(posting(), "pledge_not_published", "/stream");

  ledger.add(by_reviewer("pledge.published", kPledge, {}));
  ledger.add(by_party("gha-gov", "pledge.withdrawn", kPledge, {{"reason", "r"}}));
  EXPECT_TRUE(ledger.submit(attesting())) << "it was published, and is remembered";
  EXPECT_TRUE(ledger.submit(posting()));
}

// A party without interest dated attestations ahead, and kept owner and reviewer out.
TEST(Attestation, MovesNeitherTheTimeNorTheHeadOfThePledge) {
  LedgerBuilder ledger = with_pledge();
  const Sid head = ledger.pledge("p-1").head;
  const Instant last_at = ledger.pledge("p-1").last_at;
  ledger.set_clock("2026-07-01T12:00:00Z");

  ledger.add(attesting().dated("2026-07-01T12:05:00Z"));
  ledger.add(attesting().dated("2020-01-01T00:00:00Z"));
  ledger.add(posting().dated("2026-07-01T12:05:00Z"));

  EXPECT_EQ(ledger.pledge("p-1").head, head);
  EXPECT_EQ(ledger.pledge("p-1").last_at, last_at);
  EXPECT_EQ(ledger.pledge("p-1").count, 2U);
  EXPECT_TRUE(ledger.submit(by_party("gha-gov", "pledge.withdrawn", kPledge, {{"reason", "r"}})));
}

TEST(Attestation, HasEvidenceThatIsNotEmpty) {
  LedgerBuilder ledger = with_pledge();
  Draft draft = attesting();
  draft.body = object_of(R"({"claim":"c",
      "evidence":[{"sha256":"","size":0,"type":"application/pdf","name":"f.pdf"}]})");
  auto& evidence = draft.body["evidence"].get_array()[0].get_object();
  evidence["sha256"] = support::test_key_id("file").hex();

  ledger.expect_refused(draft, "evidence_empty", "/body/evidence/0/size");
  evidence["size"] = 1;
  EXPECT_TRUE(ledger.submit(draft));
}

TEST(Attestation, IsWithdrawnOnceByWhoGaveIt) {
  LedgerBuilder ledger = with_pledge();
  ledger.add_pledge("p-2", "gha-gov");
  const Sid sid = ledger.add(attesting());
  const Sid message = ledger.add(posting());

  ledger.expect_refused(withdrawing(sid, "ken-gov"), "attestation_of_another", "/signers/0");
  ledger.expect_refused(withdrawing(message), "attestation_unknown", "/body/sid");
  ledger.expect_refused(withdrawing(Sid{}), "attestation_unknown", "/body/sid");
  Draft elsewhere = withdrawing(sid);
  elsewhere.stream = "attestation/p-2";
  ledger.expect_refused(elsewhere, "attestation_unknown", "/body/sid");
  const Sid withdrawal = ledger.add(withdrawing(sid));
  ledger.expect_refused(withdrawing(sid), "attestation_withdrawn", "/body/sid");
  ledger.expect_refused(withdrawing(withdrawal), "attestation_unknown", "/body/sid");
}

// `n` times `draft`, which differ in their times.
void check_allowance(const Draft& draft, const Draft& by_other, const Draft& of_other, int n) {
  LedgerBuilder ledger = with_pledge();
  ledger.add_pledge("p-2", "gha-gov");
  ledger.set_clock("2026-12-31T23:00:00Z");
  for (int i = 0; i < n; ++i) ledger.add(draft);

  ledger.expect_refused(draft, "allowance_used", "/stream");
  EXPECT_TRUE(ledger.submit(by_other)) << "each party has its own";
  EXPECT_TRUE(ledger.submit(of_other)) << "for each pledge";
  ledger.expect_refused(draft.dated("2025-01-01T00:00:00Z"), "allowance_used", "/stream");
  ledger.set_clock("2027-01-01T00:00:00Z");
  for (int i = 0; i < n; ++i) ledger.add(draft);
  ledger.expect_refused(draft, "allowance_used", "/stream");
}

TEST(Attestation, IsGivenTwentyTimesAYear) {
  Draft of_other = attesting();
  of_other.stream = "attestation/p-2";
  check_allowance(attesting(), attesting("ken-gov"), of_other, 20);
}

TEST(Message, IsPostedFiftyTimesAYear) {
  Draft of_other = posting();
  of_other.stream = "discussion/p-2";
  check_allowance(posting(), posting("observer"), of_other, 50);
}

TEST(Message, IsByAnyPartyTheOwnerToo) {
  LedgerBuilder ledger = with_pledge();
  for (const char* party : {"gha-gov", "ken-gov", "observer"})
    EXPECT_TRUE(ledger.submit(posting(party))) << party;
  EXPECT_TRUE(ledger.submit(
      by_reviewer("message.posted", kDiscussion, {{"text", "t"}, {"topic", "experience"}})));
  ledger.expect_refused(posting().also("gha-gov", "gha-gov"), "signer_unexpected", "/signers");
  EXPECT_EQ(ledger
                .refusal(by_reviewer("message.posted", kDiscussion,
                                     {{"text", "t"}, {"topic", "experience"}})
                             .signed_by({"root-1", "root-2"}))
                .code,
            "root_key_misused");
}

TEST(Message, AnswersOneOfTheSameDiscussion) {
  LedgerBuilder ledger = with_pledge();
  ledger.add_pledge("p-2", "gha-gov");
  const Sid question = ledger.add(posting());
  const Sid attestation = ledger.add(attesting());
  const auto answering = [](const Sid& sid, const char* stream) {
    return by_party("gha-gov", "message.posted", stream,
                    {{"text", "By the sun."}, {"topic", "answer"}, {"in_reply_to", sid.hex()}});
  };

  ledger.expect_refused(answering(attestation, kDiscussion), "message_unknown",
                        "/body/in_reply_to");
  ledger.expect_refused(answering(question, "discussion/p-2"), "message_unknown",
                        "/body/in_reply_to");
  EXPECT_TRUE(ledger.submit(answering(question, kDiscussion)));
  Draft rude = posting();
  rude.body["topic"] = "insult";
  ledger.expect_refused(rude, "not_one_of", "/body/topic");
}

}  // namespace
}  // namespace pledgebook::ledger
