// SPDX-License-Identifier: Apache-2.0
// Health, readiness, metrics, and a stop without loss.
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

support::Draft pledge_draft(const std::string& id) {
  return support::by_party("gha-gov", "pledge.submitted", "pledge/" + id, support::pledge_body());
}

TEST(Operations, SaysThatItLivesAndIsReady) {
  const support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);

  const Answer alive = served.get("/healthz");
  const auto ready = json_of(served.get("/readyz"));

  EXPECT_EQ(text_in(json_of(alive), "status"), "alive");
  EXPECT_EQ(text_in(ready, "status"), "ready");
  EXPECT_EQ(number_in(ready, "size"), static_cast<std::int64_t>(ledger.statements().size()));
  EXPECT_EQ(number_in(ready, "view_size"), number_in(ready, "size"));
}

TEST(Operations, CountsForPrometheus) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  ASSERT_EQ(served.post(ledger.sign(pledge_draft("p-1"))).status, 201);
  ASSERT_EQ(served.get("/nothing").status, 404);
  ASSERT_EQ(served.get("/api/v1/summary").status, 200);

  const Answer answer = served.get("/metrics");

  EXPECT_EQ(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  const std::size_t size = ledger.statements().size() + 1;
  for (const std::string& line :
       {std::string("pledgebook_http_requests_total{route=\"submitStatement\",status=\"201\"} 1"),
        std::string("pledgebook_http_requests_total{route=\"none\",status=\"404\"} 1"),
        std::string("pledgebook_http_request_duration_seconds_bucket{route=\"getSummary\",le="
                    "\"0.0001\"} 1"),
        std::string("pledgebook_http_request_duration_seconds_bucket{route=\"getSummary\",le="
                    "\"+Inf\"} 1"),
        std::string("pledgebook_http_request_duration_seconds_count{route=\"getSummary\"} 1"),
        "pledgebook_statements_accepted_total " + std::to_string(size),
        "pledgebook_size " + std::to_string(size), std::string("pledgebook_connections 1"),
        std::string("pledgebook_read_only 0")}) {
    EXPECT_NE(answer.body.find(line + "\n"), std::string::npos) << line << "\n" << answer.body;
  }
}

TEST(Stop, EndsIdleConnectionsAndTakesNoNew) {
  ServedLedger served(member_ledger());
  Peer idle(served.port());
  ASSERT_TRUE(idle.send(get_request("/healthz")));
  EXPECT_EQ(idle.receive().status, 200);

  served.server().stop();
  served.server().wait();

  EXPECT_TRUE(idle.is_closed());
}

TEST(Stop, IsAskedForOften) {
  ServedLedger served(member_ledger());

  for (int i = 0; i < 3; ++i) served.server().stop();
  served.server().wait();
  served.server().wait();
}

TEST(Stop, CutsWhoDoesNotEnd) {
  ServedLedger served(member_ledger());
  Peer slow(served.port());
  ASSERT_TRUE(slow.send("GET /healthz HTTP/1.1\r\nHo"));
  ASSERT_EQ(served.get("/healthz").status, 200);

  served.server().stop();
  const std::jthread ticking([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      served.clock().advance(std::chrono::seconds(1));
      std::this_thread::yield();
    }
  });
  served.server().wait();

  const std::string last = slow.read_to_end();
  EXPECT_TRUE(last.empty() || last.starts_with("HTTP/1.1 408 ")) << last;
}

// Every acknowledged statement is in the log. Every single statement in the log was acknowledged:
// no client is left without an answer.
TEST(Stop, LosesNothingUnderLoad) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  constexpr int kSenders = 6;
  constexpr int kStatements = 200;
  std::vector<std::vector<std::string>> envelopes(kSenders);
  for (int s = 0; s < kSenders; ++s) {
    for (int i = 0; i < kStatements; ++i) {
      envelopes[static_cast<std::size_t>(s)].push_back(ledger::encode_envelope(
          ledger.sign(pledge_draft("p-" + std::to_string(s) + "-" + std::to_string(i)))));
    }
  }
  std::atomic<int> acknowledged = 0;
  std::atomic<int> unanswered = 0;
  {
    std::vector<std::jthread> senders;
    for (const auto& own : envelopes) {
      senders.emplace_back([&] {
        Peer peer(served.port());
        for (const std::string& envelope : own) {
          if (!peer.send(post_request(envelope))) return;
          const Answer answer = peer.receive();
          if (answer.status == 0) {
            ++unanswered;
            return;
          }
          EXPECT_EQ(answer.status, 201);
          ++acknowledged;
          if (answer.header("connection") == "close") return;
        }
      });
    }
    while (acknowledged < kSenders * kStatements / 4) std::this_thread::yield();
    served.server().stop();
    served.server().wait();
  }

  const auto recorded =
      static_cast<int>(ledger::number(served.store().size()) - ledger.statements().size());
  EXPECT_EQ(recorded, acknowledged);
  EXPECT_LE(unanswered, kSenders);
  EXPECT_GE(acknowledged, kSenders * kStatements / 4);
}

TEST(Stop, AnswersTheLinesThatAStreamHasTaken) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  Peer peer(served.port());
  ASSERT_TRUE(
      peer.send("POST /api/v1/statements HTTP/1.1\r\nHost: a\r\nContent-Type: "
                "application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"));
  EXPECT_EQ(peer.receive_head().status, 200);
  const std::string line = ledger::encode_envelope(ledger.sign(pledge_draft("p-1"))) + "\n";
  char size[16];
  std::snprintf(size, sizeof size, "%zx\r\n", line.size());
  ASSERT_TRUE(peer.send(size + line + "\r\n"));
  const auto first = peer.read_chunk();
  ASSERT_TRUE(first);
  EXPECT_NE(first->find("\"status\":201"), std::string::npos);

  served.server().stop();

  const auto last = peer.read_chunk();
  ASSERT_TRUE(last);
  EXPECT_NE(last->find("\"status\":503"), std::string::npos);
  EXPECT_NE(last->find("\"code\":\"stopping\""), std::string::npos);
  EXPECT_EQ(peer.read_chunk(), std::nullopt);
}

TEST(Start, SaysThatAnAddressIsTaken) {
  ServedLedger served(member_ledger());
  support::TemporaryDirectory directory;
  const auto store = support::make_store(directory.path() / "ledger");
  const auto projector = support::value_of(projections::Projector::start(*store, {}));
  support::FakeClock clock;
  const auto sequencer = support::start_sequencer(*store, clock);
  const auto start_on = [&](const std::string& address) {
    return Server::start(*store, *sequencer, *projector, clock, support::silent_journal(),
                         {.listen = address, .workers = 1});
  };

  const auto taken = start_on("127.0.0.1:" + std::to_string(served.port()));
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ledger::Errc::busy);
  // The server can't listen on an address that this machine does not have (RFC 5737).
  const auto foreign = start_on("192.0.2.1:8080");
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().code, ledger::Errc::storage);
  for (const char* address :
       {"", "8080", "localhost", "127.0.0.1:x", "127.0.0.1:70000", "example.org:80", ":80"}) {
    EXPECT_FALSE(start_on(address)) << address;
  }
  EXPECT_TRUE(start_on("[::1]:0"));
  EXPECT_TRUE(start_on("localhost:0"));
}

}  // namespace
}  // namespace pledgebook::server
