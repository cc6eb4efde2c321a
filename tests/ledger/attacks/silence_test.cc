// SPDX-License-Identifier: Apache-2.0
// B4: one party silenced another, by a flood of statements that moved `prev` or `at`. While such a
// flood runs, those whom it was to keep out are heard at once, with statements that were signed
// before it began.
#include <gtest/gtest.h>

#include <latch>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "tests/ledger/attacks/attack.h"
#include "tests/ledger/key_drafts.h"
#include "tests/support/json.h"
#include "tests/support/ledger_builder.h"
#include "tests/support/test_ledger.h"

namespace pledgebook::ledger {
namespace {

using support::by_party;
using support::by_registrar;
using support::by_reviewer;
using support::by_roots;
using support::Draft;
using support::ledger_under_attack;
using support::LedgerBuilder;
using support::report_body;
using support::send;
using support::TestLedger;

constexpr int kFlood = 150;

// Sends statements on a thread of its own, one after another.
class Flood {
 public:
  Flood(Sequencer& sequencer, std::vector<SignedStatement> statements)
      : statements_(std::move(statements)), thread_([this, &sequencer] {
          for (const SignedStatement& statement : statements_) {
            answers_.push_back(send(sequencer, statement));
            if (answers_.size() == 1) running_.count_down();
          }
        }) {
    running_.wait();
  }
  // The answers, once all were given.
  [[nodiscard]] const std::vector<Answer>& answers() {
    if (thread_.joinable()) thread_.join();
    return answers_;
  }

 private:
  std::vector<SignedStatement> statements_;
  std::vector<Answer> answers_;
  std::latch running_{1};
  std::jthread thread_;  // last: it uses the others
};

// A ledger in the middle of 2027, on disk too.
struct Scene {
  Scene() {
    builder.set_clock("2027-06-01T00:00:00Z");
    for (const Answer& answer : send_all(*test.sequencer, builder.statements()))
      EXPECT_TRUE(std::holds_alternative<Accepted>(answer)) << support::text_of(answer);
    before = builder.statements().size();
  }
  // The statements that were added since.
  [[nodiscard]] std::vector<SignedStatement> flood() const {
    std::vector<SignedStatement> statements;
    for (std::size_t i = before; i < builder.statements().size(); ++i)
      statements.push_back(builder.statements()[i].signed_statement);
    return statements;
  }
  void expect_heard(const std::vector<SignedStatement>& statements) const {
    for (const SignedStatement& statement : statements) {
      const Answer answer = send(*test.sequencer, statement);
      EXPECT_TRUE(std::holds_alternative<Accepted>(answer)) << support::text_of(answer);
    }
  }

  LedgerBuilder builder = ledger_under_attack();
  TestLedger test;
  std::size_t before = 0;
};

// Attestations and messages dated ahead, one after another.
TEST(Flood, OfAttestationsKeepsNobodyOut) {
  Scene scene;
  LedgerBuilder& ledger = scene.builder;
  const std::vector<SignedStatement> heard{
      ledger.sign(by_party("gha-gov", "report.submitted", "pledge/p-1",
                           report_body("2026-01-01", "2026-06-30"))),
      ledger.sign(by_registrar("notice.given", "pledge/p-2", {{"text", "t"}}))};
  for (int i = 0; i < 20; ++i) {
    for (const char* party : {"observer", "ken-gov", "nor-gov"}) {
      ledger.add(by_party(party, "attestation.given", "attestation/p-1", {{"claim", "c"}})
                     .dated("2027-06-01T00:04:55Z"));
      ledger.add(by_party(party, "message.posted", "discussion/p-1",
                          {{"text", "t"}, {"topic", "question"}})
                     .dated("2027-06-01T00:04:55Z"));
    }
  }

  Flood flood(*scene.test.sequencer, scene.flood());
  scene.expect_heard(heard);

  for (const Answer& answer : flood.answers())
    EXPECT_TRUE(std::holds_alternative<Accepted>(answer)) << support::text_of(answer);
  scene.test.expect_sound();
}

// The reviewer judges while outsiders talk about the pledge that waits for its correction.
TEST(Flood, OfMessagesKeepsNoReviewerOut) {
  Scene scene;
  LedgerBuilder& ledger = scene.builder;
  Draft proposal = by_party("gha-gov", "pledge.amended", "pledge/p-1",
                            support::object_of(R"({"category":"correction","reason":"r",
                                "changes":{"value":{"amount":"7"}}})"));
  const Sid sid = ledger.add(proposal);
  scene.expect_heard(scene.flood());
  scene.before = ledger.statements().size();
  const SignedStatement accepted =
      ledger.sign(by_reviewer("correction.accepted", "pledge/p-1", {{"amendment", sid.hex()}}));
  for (int i = 0; i < 50; ++i) {
    ledger.add(by_party("observer", "message.posted", "discussion/p-1",
                        {{"text", "t"}, {"topic", "offer"}}));
  }

  Flood flood(*scene.test.sequencer, scene.flood());
  scene.expect_heard({accepted});

  for (const Answer& answer : flood.answers())
    EXPECT_TRUE(std::holds_alternative<Accepted>(answer)) << support::text_of(answer);
}

// The thief of a member's key replaces it again and again.
TEST(Flood, OfKeysKeepsNoRevocationOut) {
  Scene scene;
  LedgerBuilder& ledger = scene.builder;
  const SignedStatement revoked =
      ledger.sign(since(revoking("gha-gov"), key_of(ledger, "gha-gov").added));
  std::string last = "gha-gov";
  for (int i = 0; i < kFlood; ++i) {
    const std::string next = "minted-" + std::to_string(i);
    ledger.add(replacing("gha-gov", last, next));
    last = next;
  }

  Flood flood(*scene.test.sequencer, scene.flood());
  scene.expect_heard({revoked});

  (void)flood.answers();
  const Answer after =
      send(*scene.test.sequencer, ledger.sign(replacing("gha-gov", last, "one-more")));
  EXPECT_FALSE(std::holds_alternative<Accepted>(after)) << "the thief is out";
  scene.test.expect_sound();
}

// The party itself revokes the stolen key, though the thief writes to the same stream.
TEST(Flood, OfKeysKeepsNotThePartyOut) {
  Scene scene;
  LedgerBuilder& ledger = scene.builder;
  ledger.add(adding("gha-gov", "second", {"gha-gov"}, {"gha-gov"}));
  scene.expect_heard(scene.flood());
  scene.before = ledger.statements().size();
  const SignedStatement revoked = ledger.sign(revoking_own("gha-gov", "gha-gov", "second"));
  std::string last = "second";
  for (int i = 0; i < kFlood; ++i) {
    const std::string next = "minted-" + std::to_string(i);
    ledger.add(replacing("gha-gov", last, next));
    last = next;
  }

  Flood flood(*scene.test.sequencer, scene.flood());
  const Answer answer = send(*scene.test.sequencer, revoked);
  // It comes first, or the thief has replaced the key by then, which a registrar may still revoke.
  const auto* refused = std::get_if<Refused>(&answer);
  if (refused != nullptr) {
    EXPECT_EQ(refused->refusal.code, "key_already_revoked");
  } else {
    EXPECT_TRUE(std::holds_alternative<Accepted>(answer)) << support::text_of(answer);
  }
  (void)flood.answers();
}

// The thief of a registrar's key writes to governance and to a party's stream.
TEST(Flood, OfGovernanceKeepsNoRootKeysOut) {
  Scene scene;
  LedgerBuilder& ledger = scene.builder;
  const std::vector<SignedStatement> heard{
      ledger.sign(by_roots("party.suspended", "party/nor-gov", {{"reason", "stolen keys"}})),
      ledger.sign(since(revoking_by_roots("registrar"), Index{ledger.statements().size()}))};
  const std::string policy = "log " + support::test_log_key().text() + "\nquorum none\n";
  for (int i = 0; i < kFlood; ++i) {
    ledger.add(by_registrar("witness-policy.published", "governance",
                            {{"policy", policy + std::string(static_cast<std::size_t>(i), '\n')}}));
    ledger.add(by_registrar("party.updated", "party/nor-gov",
                            {{"name", "N" + std::to_string(i)},
                             {"sector", "other"},
                             {"roles", support::json_of(R"(["member","reviewer","auditor"])")}}));
  }

  Flood flood(*scene.test.sequencer, scene.flood());
  scene.expect_heard(heard);

  EXPECT_FALSE(std::holds_alternative<Accepted>(flood.answers().back())) << "the thief is out";
  scene.test.expect_sound();
}

}  // namespace
}  // namespace pledgebook::ledger
