// SPDX-License-Identifier: Apache-2.0
// POST /api/v1/statements with one envelope.
#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "crypto/base64.h"
#include "tests/server/served_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::server {
namespace {

using support::by_party;
using support::pledge_body;

support::Draft pledge_draft(const std::string& id, std::string_view member = "gha-gov") {
  return by_party(member, "pledge.submitted", "pledge/" + id, pledge_body());
}

TEST(Statements, AnswersWithTheRecord) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  const ledger::SignedStatement statement = ledger.sign(pledge_draft("p-1"));

  const Answer answer = served.post(statement);

  EXPECT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.header("content-type"), "application/json");
  const auto body = json_of(answer);
  const std::uint64_t index = ledger.statements().size();
  EXPECT_EQ(number_in(body, "index"), index);
  EXPECT_EQ(answer.header("location"), "/api/v1/records/" + std::to_string(index));
  EXPECT_EQ(text_in(body, "sid"), ledger::statement_id(statement.payload).hex());
  EXPECT_EQ(text_in(body, "recorded_at"), "2027-06-01T00:00:00.000Z");
  const auto record = json_of(served.get(answer.header("location")));
  EXPECT_EQ(text_in(record, "leaf_hash"), text_in(body, "leaf_hash"));
}

TEST(Statements, RepeatsTheFirstAnswer) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  const ledger::SignedStatement statement = ledger.sign(pledge_draft("p-1"));

  const Answer first = served.post(statement);
  served.clock().advance(std::chrono::hours(1));
  const Answer second = served.post(statement);

  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.body, first.body);
}

TEST(Statements, NamesTheHeadOfAConflict) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  support::Draft late = support::by_registrar(
      "party.updated", "party/gha-gov",
      support::object_of(R"({"name":"Ghana","sector":"government","roles":["member"]})"));
  late.members["prev"] = std::string(64, 'a');
  support::Draft early = pledge_draft("p-9");
  early.members["prev"] = std::string(64, 'b');

  const Answer moved = served.post(ledger.sign(late));
  const Answer none = served.post(ledger.sign(early));

  expect_problem(moved, 409, "head_moved");
  const auto head = json_of(served.get("/api/v1/streams/party/gha-gov"));
  EXPECT_EQ(text_in(json_of(moved), "head"), text_in(head, "head"));
  expect_problem(none, 409, "head_moved");
  EXPECT_TRUE(json_of(none).at("head").is_null());
}

TEST(Statements, RefusesWhatARuleForbids) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  support::Draft draft = pledge_draft("p-1");
  draft.body["focus_area"] = "no-such-area";

  const Answer answer = served.post(ledger.sign(draft));

  EXPECT_EQ(answer.status, 422) << answer.body;
  const auto problem = json_of(answer);
  EXPECT_EQ(text_in(problem, "pointer"), "/body/focus_area");
  EXPECT_FALSE(text_in(problem, "rule").empty());
  EXPECT_FALSE(text_in(problem, "accepted").empty());
}

TEST(Statements, ForbidsWhatTheSignerHasNoRightTo) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  const Answer answer = served.post(ledger.sign(
      by_party("gha-gov", "party.registered", "party/x",
               support::object_of(R"({"name":"X","sector":"other","roles":["member"]})"))));

  EXPECT_EQ(answer.status, 403) << answer.body;
  EXPECT_EQ(answer.header("content-type"), "application/problem+json");
}

TEST(Statements, RefusesASignatureThatDoesNotVerify) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  ledger::SignedStatement statement = ledger.sign(pledge_draft("p-1"));
  statement.signatures.at(0).signature.bytes.at(7) ^= std::byte{1};

  const Answer answer = served.post(statement);

  EXPECT_EQ(text_in(json_of(answer), "code"), "signature_invalid");
  EXPECT_EQ(text_in(json_of(answer), "pointer"), "/signatures/0/sig");
  EXPECT_EQ(served.store().size(), ledger::Size{ledger.statements().size()});
}

TEST(Statements, RefusesWhatIsNoEnvelope) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);

  for (const char* body : {"", "{", "[]", "null", "{\"payload\":\"e30=\"}", "\xff\xfe"}) {
    const Answer answer = post(served.port(), body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  }
}

TEST(Statements, RefusesAnotherContentType) {
  ServedLedger served(member_ledger());

  for (const char* type :
       {"text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""}) {
    expect_problem(post(served.port(), "{}", type), 415, "content_type_unknown");
  }
  EXPECT_EQ(post(served.port(), "{}", "Application/JSON; charset=utf-8").status, 400);
}

TEST(Statements, RefusesAnEncodedBody) {
  ServedLedger served(member_ledger());

  const Answer answer = ask(served.port(),
                            "POST /api/v1/statements HTTP/1.1\r\nHost: a\r\nContent-Type: "
                            "application/json\r\nContent-Encoding: gzip\r\nContent-Length: "
                            "2\r\n\r\n{}");

  expect_problem(answer, 415, "content_encoding_unknown");
}

TEST(Statements, RefusesALargerBody) {
  ServedLedger served(member_ledger());
  const std::string body(ledger::kEnvelopeBytesMax + 1, ' ');

  const Answer with_length = post(served.port(), body);
  const Answer chunked =
      ask(served.port(),
          "POST /api/v1/statements HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
          "Transfer-Encoding: chunked\r\n\r\n10001\r\n" +
              body + "\r\n0\r\n\r\n");

  expect_problem(with_length, 413, "envelope_too_large");
  expect_problem(chunked, 413, "envelope_too_large");
  EXPECT_EQ(with_length.header("connection"), "close");
}

TEST(Statements, TakesAChunkedEnvelopeAndBothContentTypes) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  const std::string envelope = ledger::encode_envelope(ledger.sign(pledge_draft("p-1")));
  std::string request =
      "POST /api/v1/statements HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n";
  for (const char c : envelope) request += "1\r\n" + std::string(1, c) + "\r\n";

  const Answer chunked = ask(served.port(), request + "0\r\n\r\n");
  const Answer plain = post(served.port(), envelope);

  EXPECT_EQ(chunked.status, 201) << chunked.body;
  EXPECT_EQ(plain.status, 200);
}

TEST(Statements, AnswersContinueToWhoeverAsks) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  const std::string envelope = ledger::encode_envelope(ledger.sign(pledge_draft("p-1")));
  const std::string head =
      "POST /api/v1/statements HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Expect: 100-Continue\r\nContent-Length: ";
  Peer peer(served.port());

  ASSERT_TRUE(peer.send(head + std::to_string(envelope.size()) + "\r\n\r\n"));
  EXPECT_EQ(peer.receive().status, 100);
  ASSERT_TRUE(peer.send(envelope));
  EXPECT_EQ(peer.receive().status, 201);
  // If the head alone leads to a refusal, the body need not be sent.
  ASSERT_TRUE(peer.send(head + "99999999\r\n\r\n"));
  EXPECT_EQ(peer.receive().status, 413);
}

TEST(Statements, IsUnavailableOnceTheSequencerHasStopped) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  served.stop_sequencer();

  const Answer answer = served.post(ledger.sign(pledge_draft("p-1")));

  expect_problem(answer, 503, "unavailable");
  EXPECT_EQ(answer.header("retry-after"), "1");
}

TEST(Statements, RecordsOnceWhatManySendAtOnce) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  constexpr std::size_t kSenders = 8;
  constexpr std::size_t kStatements = 10;
  std::vector<std::string> envelopes;
  for (std::size_t i = 0; i < kStatements; ++i) {
    envelopes.push_back(
        ledger::encode_envelope(ledger.sign(pledge_draft("p-" + std::to_string(i)))));
  }
  std::array<std::vector<Answer>, kSenders> answers;

  {
    std::vector<std::jthread> senders;
    for (std::size_t s = 0; s < kSenders; ++s) {
      senders.emplace_back([&, s] {
        Peer peer(served.port());
        for (const std::string& envelope : envelopes) {
          EXPECT_TRUE(peer.send(post_request(envelope)));
          answers.at(s).push_back(peer.receive());
        }
      });
    }
  }

  for (std::size_t i = 0; i < kStatements; ++i) {
    int created = 0;
    for (const auto& of_sender : answers) {
      EXPECT_EQ(of_sender.at(i).body, answers[0].at(i).body);
      if (of_sender.at(i).status == 201) ++created;
    }
    EXPECT_EQ(created, 1) << i;
  }
  EXPECT_EQ(served.store().size(), ledger::Size{ledger.statements().size() + kStatements});
}

}  // namespace
}  // namespace pledgebook::server
