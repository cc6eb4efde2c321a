// SPDX-License-Identifier: Apache-2.0
// POST /api/v1/statements with a stream of envelopes, one per line.
#include "server/writing/statement_stream.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <future>

#include "server/http/response_head.h"
#include "tests/server/served_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kChunkedHead =
    "POST /api/v1/statements HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
    "Transfer-Encoding: chunked\r\n\r\n";

std::string chunk(std::string_view data) {
  return chunk_head(data.size()) + std::string(data) + "\r\n";
}

std::vector<boost::json::object> lines_of(const std::string& body) {
  std::vector<boost::json::object> lines;
  std::size_t begin = 0;
  for (std::size_t end = body.find('\n'); end != std::string::npos; end = body.find('\n', begin)) {
    lines.push_back(support::object_of(std::string_view(body).substr(begin, end - begin)));
    begin = end + 1;
  }
  EXPECT_EQ(begin, body.size()) << "the last line has no end";
  return lines;
}

// The statements of `ledger` from `first` on, one per line.
std::string lines_from(const support::LedgerBuilder& ledger, std::size_t first) {
  std::string lines;
  for (std::size_t i = first; i < ledger.statements().size(); ++i) {
    lines += ledger::encode_envelope(ledger.statements()[i].signed_statement) + "\n";
  }
  return lines;
}

TEST(StatementStream, AnswersEachLineInOrder) {
  const support::LedgerBuilder ledger = support::small_ledger(20);
  ServedLedger served((support::LedgerBuilder()));

  const Answer answer = post(served.port(), lines_from(ledger, 1), "application/x-ndjson");

  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-type"), "application/x-ndjson");
  const auto lines = lines_of(answer.body);
  ASSERT_EQ(lines.size(), ledger.statements().size() - 1);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(number_in(lines[i], "line"), static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(number_in(lines[i], "status"), 201) << boost::json::serialize(lines[i]);
    EXPECT_EQ(number_in(lines[i], "index"), static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(text_in(lines[i], "sid"), ledger.statements()[i + 1].sid.hex());
  }
}

TEST(StatementStream, AnswersRepeatsRefusalsAndWhatIsNoEnvelope) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  support::Draft bad =
      support::by_party("gha-gov", "pledge.submitted", "pledge/p-2", support::pledge_body());
  bad.body["focus_area"] = "none";
  const std::string good = ledger::encode_envelope(ledger.sign(
      support::by_party("gha-gov", "pledge.submitted", "pledge/p-1", support::pledge_body())));
  const std::string body = good + "\n\n" + good + "\r\n{\n" +
                           ledger::encode_envelope(ledger.sign(bad)) + "\n  \n" + good;

  const auto lines = lines_of(post(served.port(), body, "application/x-ndjson").body);

  ASSERT_EQ(lines.size(), 5U);
  const auto said = [&](std::size_t i) {
    return std::pair(number_in(lines[i], "line"), number_in(lines[i], "status"));
  };
  EXPECT_EQ(said(0), std::pair(1L, 201L));
  EXPECT_EQ(said(1), std::pair(3L, 200L));
  EXPECT_EQ(said(2), std::pair(4L, 400L));
  EXPECT_EQ(said(3), std::pair(5L, 422L));
  EXPECT_EQ(said(4), std::pair(7L, 200L));
  EXPECT_EQ(text_in(lines[2].at("problem").as_object(), "code"), "not_json");
  EXPECT_EQ(text_in(lines[3].at("problem").as_object(), "pointer"), "/body/focus_area");
}

TEST(StatementStream, AnswersWhileLinesComeIn) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  Peer peer(served.port());
  ASSERT_TRUE(peer.send(kChunkedHead));
  EXPECT_EQ(peer.receive_head().status, 200);

  for (int i = 1; i <= 3; ++i) {
    const std::string envelope = ledger::encode_envelope(ledger.sign(support::by_party(
        "gha-gov", "pledge.submitted", "pledge/p-" + std::to_string(i), support::pledge_body())));
    ASSERT_TRUE(peer.send(chunk(envelope.substr(0, 100))));
    ASSERT_TRUE(peer.send(chunk(envelope.substr(100) + "\n")));
    const auto lines = lines_of(peer.read_chunk().value_or(""));
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(number_in(lines[0], "line"), i);
    EXPECT_EQ(number_in(lines[0], "status"), 201);
  }

  ASSERT_TRUE(peer.send("0\r\n\r\n"));
  EXPECT_EQ(peer.read_chunk(), std::nullopt);
  // The connection can still be used.
  ASSERT_TRUE(peer.send(get_request("/healthz")));
  EXPECT_EQ(peer.receive().status, 200);
}

TEST(StatementStream, SkipsALineThatIsTooLong) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  const std::string good = ledger::encode_envelope(ledger.sign(
      support::by_party("gha-gov", "pledge.submitted", "pledge/p-1", support::pledge_body())));
  const std::string body = std::string(300'000, 'x') + "\n" + good + "\n";

  const auto lines = lines_of(post(served.port(), body, "application/x-ndjson").body);

  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(number_in(lines[0], "status"), 413);
  EXPECT_EQ(number_in(lines[1], "line"), 2);
  EXPECT_EQ(number_in(lines[1], "status"), 201);
}

TEST(StatementStream, TakesALineAsLongAsAnEnvelopeMayBe) {
  ServedLedger served(member_ledger());
  const std::string body = std::string(ledger::kEnvelopeBytesMax, ' ') + "x\n" +
                           std::string(ledger::kEnvelopeBytesMax - 1, ' ') + "x\n";

  const auto lines = lines_of(post(served.port(), body, "application/x-ndjson").body);

  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(number_in(lines[0], "status"), 413);
  EXPECT_EQ(number_in(lines[1], "status"), 400);
}

TEST(StatementStream, SaysWhereABodyWasCut) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  const std::string good = ledger::encode_envelope(ledger.sign(
      support::by_party("gha-gov", "pledge.submitted", "pledge/p-1", support::pledge_body())));
  Peer peer(served.port());
  ASSERT_TRUE(peer.send(std::string(kChunkedHead) + chunk(good + "\n" + good.substr(0, 50))));
  peer.end_sending();

  const auto lines = lines_of(peer.receive().body);

  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(number_in(lines[0], "status"), 201);
  EXPECT_EQ(number_in(lines[1], "line"), 2);
  EXPECT_EQ(number_in(lines[1], "status"), 400);
  EXPECT_EQ(text_in(lines[1].at("problem").as_object(), "code"), "body_truncated");
}

TEST(StatementStream, SaysWhereFramingIsBroken) {
  ServedLedger served(member_ledger());
  Peer peer(served.port());
  ASSERT_TRUE(peer.send(std::string(kChunkedHead) + chunk("{}\n") + "xyz\r\n"));

  const auto lines = lines_of(peer.receive().body);

  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(text_in(lines[1].at("problem").as_object(), "code"), "not_http");
}

TEST(StatementStream, EndsAfterSilence) {
  Limits limits = test_limits();
  ServedLedger served(member_ledger(), limits);
  Peer peer(served.port());
  ASSERT_TRUE(peer.send(std::string(kChunkedHead) + chunk("{}\n")));
  EXPECT_EQ(peer.receive_head().status, 200);
  EXPECT_EQ(lines_of(peer.read_chunk().value_or("")).size(), 1U);

  served.let_time_pass(peer, limits.body_max);

  const auto lines = lines_of(peer.read_chunk().value_or(""));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(text_in(lines[0].at("problem").as_object(), "code"), "body_truncated");
}

TEST(StatementStream, AnswersAnOldClientToTheEndOfTheConnection) {
  ServedLedger served(member_ledger());

  const Answer answer =
      ask(served.port(),
          "POST /api/v1/statements HTTP/1.0\r\nContent-Type: application/x-ndjson\r\n"
          "Content-Length: 6\r\n\r\n{}\n{}\n");

  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("transfer-encoding"), "");
  EXPECT_EQ(lines_of(answer.body).size(), 2U);
}

TEST(StatementStream, HoldsABoundedNumberOfLines) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  Limits limits = test_limits();
  limits.lines_in_flight_max = 10;
  WorkLane lane(1, 1'000);
  StatementSubmitter submitter(served.sequencer());
  const StreamShares shares(limits);
  std::promise<void> hold;
  ASSERT_TRUE(lane.post({[held = hold.get_future().share()] { held.wait(); }, [] {}}));
  const auto stream = std::make_shared<StatementStream>(submitter, lane, shares, [] {});
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes += "{}\n";

  EXPECT_EQ(stream->push(bytes), 30U);
  EXPECT_EQ(stream->push(bytes), 0U);
  EXPECT_TRUE(stream->take().empty());

  stream->end({});
  std::promise<void> done;
  ASSERT_TRUE(lane.post({[&done] { done.set_value(); }, [] {}}));
  hold.set_value();
  done.get_future().wait();
  EXPECT_EQ(stream->take().size(), 10U);
  EXPECT_TRUE(stream->is_done());
}

TEST(StatementStream, IsOneOfABoundedNumber) {
  Limits limits = test_limits();
  limits.streams_max = 1;
  ServedLedger served(member_ledger(), limits);
  Peer first(served.port());
  ASSERT_TRUE(first.send(kChunkedHead));
  EXPECT_EQ(first.receive_head().status, 200);

  const Answer second = post(served.port(), "{}\n", "application/x-ndjson");
  ASSERT_TRUE(first.send("0\r\n\r\n"));
  EXPECT_EQ(first.read_chunk(), std::nullopt);
  const Answer third = post(served.port(), "{}\n", "application/x-ndjson");

  expect_problem(second, 503, "too_many_streams");
  EXPECT_EQ(third.status, 200);
}

}  // namespace
}  // namespace pledgebook::server
