// SPDX-License-Identifier: Apache-2.0
// Rules of a statement's place: ledger, stream, time.
#include <gtest/gtest.h>

#include <string>

#include "ledger/domain/rules/rules.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::by_roots;
using support::Draft;
using support::furnished_ledger;
using support::LedgerBuilder;
using support::object_of;
using support::pledge_body;

const std::string kPolicy = "log " + support::test_log_key().text() + "\nquorum none\n";

TEST(Place, BeginsTheLedgerOnce) {
  LedgerBuilder ledger;
  ledger.expect_refused(support::ledger_created(), "ledger_exists", "/kind");

  LedgerBuilder other{LedgerBuilder::NotBegun{}};
  Draft draft = by_roots("rules.adopted", "governance", {{"rules", 2}});
  draft.ledger = support::kTestOrigin;
  // Signatures come before the place, and no key is known yet.
  EXPECT_EQ(other.refusal(draft).code, "key_unknown");
  other.skip_index();
  other.expect_refused(support::ledger_created(), "ledger_exists", "/kind");
}

TEST(Place, IsNowhereBeforeTheBeginning) {
  LedgerBuilder begun;
  Draft draft = by_roots("rules.adopted", "governance", {{"rules", 2}});
  draft.ledger = support::kTestOrigin;
  const SignedStatement signed_statement = begun.sign(draft);
  const Statement statement = *decode_statement(signed_statement.payload);
  const Sid sid = statement_id(signed_statement.payload);
  Registry empty;
  const Entry entry{statement, sid, signed_statement.signatures, Index{0}, begun.now()};

  for (const auto& verdict : {check_rights(empty, entry), check_rules(empty, entry)}) {
    ASSERT_FALSE(verdict);
    EXPECT_EQ(verdict.error().code, "ledger_not_begun");
    EXPECT_EQ(verdict.error().pointer, "/kind");
  }
}

TEST(Place, IsThisLedger) {
  LedgerBuilder ledger = furnished_ledger();
  Draft draft = by_registrar("witness-policy.published", "governance", {{"policy", kPolicy}});
  for (const char* name :
       {"test.example/pledges", "test.example/pledges#00000000000000000000000000000000", "other"}) {
    draft.ledger = name;
    ledger.expect_refused(draft, "ledger_wrong", "/ledger");
  }
  LedgerBuilder other{LedgerBuilder::NotBegun{}};
  draft = support::ledger_created();
  draft.ledger = "another.example";
  other.expect_refused(draft, "ledger_wrong", "/ledger");
}

TEST(Place, IsAStreamOfTheKindsSort) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.expect_refused(
      by_registrar("witness-policy.published", "pledge/p-1", {{"policy", kPolicy}}), "stream_wrong",
      "/stream");
  ledger.expect_refused(
      by_registrar("party.registered", "keys/new-gov",
                   object_of(R"({"name":"N","sector":"youth","roles":["member"]})")),
      "stream_wrong", "/stream");
  ledger.expect_refused(by_party("gha-gov", "pledge.submitted", "party/gha-gov", pledge_body()),
                        "stream_wrong", "/stream");
  for (const char* stream : {"pledge/p-1", "discussion/p-1", "governance"}) {
    ledger.expect_refused(by_party("observer", "attestation.given", stream, {{"claim", "c"}}),
                          "stream_wrong", "/stream");
  }
  ledger.expect_refused(
      by_party("gha-gov", "message.posted", "attestation/p-1", {{"text", "t"}, {"topic", "offer"}}),
      "stream_wrong", "/stream");
  ledger.expect_refused(by_registrar("indicator.observed", "governance",
                                     object_of(R"({"objective":"people-offline","source":"s",
                                         "observations":[{"date":"2024-01-01","value":"1"}]})")),
                        "stream_wrong", "/stream");
  ledger.expect_refused(
      by_registrar("key.revoked", "party/gha-gov",
                   {{"key", support::test_key_id("gha-gov").hex()}, {"reason", "r"}}),
      "stream_wrong", "/stream");
  Draft key = by_registrar("key.added", "party/tgo-gov",
                           {{"public_key", support::public_key_text("new")}, {"label", "l"}});
  ledger.expect_refused(key.signed_by({"registrar", "new"}), "stream_wrong", "/stream");
}

TEST(Place, IsAtMostFiveMinutesAheadOfTheClock) {
  LedgerBuilder ledger = furnished_ledger();
  ledger.set_clock("2026-07-01T12:00:00Z");
  const Draft draft = by_registrar("witness-policy.published", "governance", {{"policy", kPolicy}});

  ledger.expect_refused(draft.dated("2026-07-01T12:05:01Z"), "at_ahead_of_clock", "/at");
  EXPECT_TRUE(ledger.submit(draft.dated("2026-07-01T12:05:00Z")));
}

// A year with two digits typed wrongly, or a clock that was never set.
TEST(Place, IsNotBefore1990InAnyStream) {
  LedgerBuilder ledger = furnished_ledger();
  const Draft policy =
      by_registrar("witness-policy.published", "governance", {{"policy", kPolicy}});
  const Draft pledge = by_party("gha-gov", "pledge.submitted", "pledge/p-1", pledge_body());

  for (const Draft& draft : {policy, pledge}) {
    for (const char* time : {"0001-01-01T00:00:00Z", "1989-12-31T23:59:59Z"})
      ledger.expect_refused(draft.dated(time), "at_too_early", "/at");
    EXPECT_TRUE(ledger.submit(draft.dated("1990-01-01T00:00:00Z"))) << draft.kind;
  }
}

TEST(Place, NeverGoesBackInAPledgesTime) {
  LedgerBuilder ledger = furnished_ledger();
  const auto at = [&ledger](const char* kind, const char* time) {
    return ledger.submit(by_party("gha-gov", kind, "pledge/p-1", {{"reason", "r"}}).dated(time));
  };
  ledger.add(by_party("gha-gov", "pledge.submitted", "pledge/p-1", pledge_body())
                 .dated("2026-05-01T00:00:00Z"));

  EXPECT_EQ(at("pledge.withdrawn", "2026-04-30T23:59:59Z").error().code, "at_decreases");
  EXPECT_TRUE(at("pledge.withdrawn", "2026-05-01T00:00:00Z"));
  EXPECT_EQ(at("pledge.reinstated", "2026-04-30T00:00:00Z").error().pointer, "/at");
  EXPECT_TRUE(at("pledge.reinstated", "2026-05-02T00:00:00Z"));
}

}  // namespace
}  // namespace pledgebook::ledger
