// SPDX-License-Identifier: Apache-2.0
// HTTP itself: framing, limits, deadlines, and the headers of every answer.
#include <gtest/gtest.h>

#include <random>

#include "tests/server/served_ledger.h"

namespace pledgebook::server {
namespace {

TEST(Http, AnswersPipelinedRequestsInOrder) {
  ServedLedger served(member_ledger());
  Peer peer(served.port());
  std::string requests;
  for (int i = 0; i < 50; ++i) {
    requests += get_request("/api/v1/records/" + std::to_string(i % 5));
    requests += get_request("/nothing");
  }

  ASSERT_TRUE(peer.send(requests));

  for (int i = 0; i < 50; ++i) {
    const Answer record = peer.receive();
    ASSERT_EQ(record.status, 200);
    EXPECT_EQ(number_in(json_of(record), "index"), i % 5);
    EXPECT_EQ(peer.receive().status, 404);
  }
}

TEST(Http, KeepsAConnectionAsHttp11AndHttp10Say) {
  ServedLedger served(member_ledger());
  const auto connection = [&](std::string_view request) {
    return ask(served.port(), request).header("connection");
  };

  EXPECT_EQ(connection("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"), "");
  EXPECT_EQ(connection("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), "close");
  EXPECT_EQ(connection("GET /healthz HTTP/1.0\r\n\r\n"), "close");
  EXPECT_EQ(connection("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), "keep-alive");
}

TEST(Http, ClosesAfterSoManyRequests) {
  Limits limits = test_limits();
  limits.requests_per_connection_max = 3;
  ServedLedger served(member_ledger(), limits);
  Peer peer(served.port());

  ASSERT_TRUE(peer.send(get_request("/healthz") + get_request("/healthz") +
                        get_request("/healthz") + get_request("/healthz")));

  EXPECT_EQ(peer.receive().header("connection"), "");
  EXPECT_EQ(peer.receive().header("connection"), "");
  EXPECT_EQ(peer.receive().header("connection"), "close");
  EXPECT_TRUE(peer.is_closed());
}

TEST(Http, AnswersHeadAsGetWithoutTheBody) {
  ServedLedger served(member_ledger());
  Peer peer(served.port());
  const std::string target = "/api/v1/records/1";

  ASSERT_TRUE(peer.send("HEAD " + target + " HTTP/1.1\r\nHost: a\r\n\r\n" + get_request(target)));
  const Answer head = peer.receive(true);
  const Answer get = peer.receive();

  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers, get.headers);
  EXPECT_EQ(std::to_string(get.body.size()), get.header("content-length"));
}

TEST(Http, SaysWhichMethodsAPathHas) {
  ServedLedger served(member_ledger());

  const Answer gone = ask(served.port(), "DELETE /api/v1/statements HTTP/1.1\r\nHost: a\r\n\r\n");
  const Answer odd = ask(served.port(), "BREW /healthz HTTP/1.1\r\nHost: a\r\n\r\n");

  expect_problem(gone, 405, "method_unknown");
  EXPECT_EQ(gone.header("allow"), "POST, GET, HEAD, OPTIONS");
  expect_problem(odd, 405, "method_unknown");
  EXPECT_EQ(odd.header("allow"), "GET, HEAD, OPTIONS");
}

TEST(Http, AnswersAPreflight) {
  ServedLedger served(member_ledger());

  const Answer answer =
      ask(served.port(),
          "OPTIONS /api/v1/statements HTTP/1.1\r\nHost: a\r\nOrigin: https://example.org\r\n"
          "Access-Control-Request-Method: POST\r\n\r\n");

  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.header("access-control-allow-origin"), "*");
  EXPECT_EQ(answer.header("access-control-allow-methods"), "GET, HEAD, POST, PUT, OPTIONS");
  EXPECT_EQ(answer.header("access-control-allow-headers"),
            "Content-Range, Content-Type, If-None-Match, Last-Event-ID");
}

TEST(Http, AddsToEveryAnswerWhatGuardsBrowsers) {
  ServedLedger served(member_ledger());

  for (const char* target : {"/healthz", "/nothing", "/api/v1/summary", "/api/v1/records/0"}) {
    const Answer answer = served.get(target);
    EXPECT_EQ(answer.header("access-control-allow-origin"), "*") << target;
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff") << target;
    EXPECT_EQ(answer.header("referrer-policy"), "no-referrer") << target;
    EXPECT_EQ(answer.header("content-security-policy"),
              "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        << target;
    EXPECT_EQ(answer.header("date"), "Tue, 01 Jun 2027 00:00:00 GMT") << target;
    EXPECT_FALSE(answer.header("cache-control").empty()) << target;
    EXPECT_EQ(answer.header("set-cookie"), "") << target;
  }
}

TEST(Http, RefusesMalformedRequests) {
  ServedLedger served(member_ledger());

  for (const char* request :
       {"GET\r\n\r\n", "\r\n\r\n\r\n", "GET /healthz\r\n\r\n", "GET  /healthz HTTP/1.1\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nBad Field: 1\r\n\r\n",
        "GET /healthz HTTP/1.1\nHost: a\n\n", "\x16\x03\x01\x02\r\n\r\n"}) {
    Peer peer(served.port());
    ASSERT_TRUE(peer.send(request));
    const Answer answer = peer.receive();
    EXPECT_TRUE(answer.status == 400 || answer.status == 505) << request << answer.status;
    EXPECT_EQ(answer.header("connection"), "close");
  }
  expect_problem(ask(served.port(), "GET /healthz HTTP/3.0\r\nHost: a\r\n\r\n"), 505,
                 "http_version_unknown");
}

TEST(Http, AsksForExactlyOneHost) {
  ServedLedger served(member_ledger());

  expect_problem(ask(served.port(), "GET /healthz HTTP/1.1\r\n\r\n"), 400, "host_invalid");
  expect_problem(ask(served.port(), "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400,
                 "host_invalid");
}

TEST(Http, RefusesALongTarget) {
  ServedLedger served(member_ledger());

  expect_problem(served.get("/" + std::string(5'000, 'a')), 414, "target_too_long");
  expect_problem(served.get("/" + std::string(4'095, 'a')), 404, "path_unknown");
}

TEST(Http, RefusesALongHead) {
  ServedLedger served(member_ledger());
  const std::string long_field = "X: " + std::string(9'000, 'a') + "\r\n";
  std::string many_fields;
  for (int i = 0; i < 900; ++i) many_fields += "X-" + std::to_string(i) + ": 1\r\n";

  expect_problem(served.get("/healthz", long_field), 431, "header_too_large");
  expect_problem(served.get("/healthz", many_fields), 431, "header_too_large");
  // Without an end it is refused too.
  Peer peer(served.port());
  ASSERT_TRUE(peer.send("GET / HTTP/1.1\r\nX: " + std::string(9'000, 'a')));
  expect_problem(peer.receive(), 431, "header_too_large");
}

TEST(Http, RefusesAMalformedTarget) {
  ServedLedger served(member_ledger());

  for (const char* target : {"/%zz", "*", "http://a/", "/a?b=%ff"}) {
    expect_problem(served.get(target), 400, "target_invalid");
  }
}

TEST(Http, RefusesABodyThatNobodyAskedFor) {
  ServedLedger served(member_ledger());

  const Answer answer = served.get("/healthz", "Content-Length: 3\r\n");

  expect_problem(answer, 400, "body_unexpected");
  EXPECT_EQ(answer.header("connection"), "close");
}

TEST(Http, RefusesAnotherExpectation) {
  ServedLedger served(member_ledger());

  expect_problem(served.get("/healthz", "Expect: the-unexpected\r\n"), 417, "expectation_unknown");
}

TEST(Http, ClosesAnIdleConnectionWithoutAWord) {
  ServedLedger served(member_ledger());
  Peer fresh(served.port());
  Peer used(served.port());
  ASSERT_TRUE(used.send(get_request("/healthz")));
  EXPECT_EQ(used.receive().status, 200);

  served.let_time_pass(used, test_limits().idle_max);
  EXPECT_TRUE(used.is_closed());
  served.let_time_pass(fresh, test_limits().idle_max);
  EXPECT_TRUE(fresh.is_closed());
}

TEST(Http, TellsASlowHeadThatItIsLate) {
  ServedLedger served(member_ledger());
  Peer peer(served.port());
  ASSERT_TRUE(peer.send(get_request("/healthz") + "GET /healthz HTTP/1.1\r\nHo"));
  EXPECT_EQ(peer.receive().status, 200);

  served.let_time_pass(peer, test_limits().header_max);

  expect_problem(peer.receive(), 408, "request_timeout");
}

TEST(Http, TellsASlowBodyThatItIsLate) {
  ServedLedger served(member_ledger());
  Peer peer(served.port());
  ASSERT_TRUE(
      peer.send("POST /api/v1/statements HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                "Expect: 100-continue\r\nContent-Length: 9\r\n\r\n"));
  EXPECT_EQ(peer.receive().status, 100);
  ASSERT_TRUE(peer.send("{"));

  served.let_time_pass(peer, test_limits().body_max);

  expect_problem(peer.receive(), 408, "request_timeout");
}

TEST(Http, CutsAClientThatTakesNoAnswer) {
  ServedLedger served(member_ledger());
  Peer peer(served.port());
  std::string requests;
  for (int i = 0; i < 3'000; ++i) requests += get_request("/api/v1/openapi.json");
  ASSERT_TRUE(peer.send(requests));

  // When the server can't write more, it waits, and the clock decides.
  for (int i = 0; i < 1'000; ++i) {
    served.clock().advance(test_limits().write_max);
    const std::string metrics = served.get("/metrics").body;
    if (metrics.find("pledgebook_connections_overdue_total 1") != std::string::npos) break;
  }

  const std::string got = peer.read_to_end();
  EXPECT_FALSE(got.empty());
  EXPECT_NE(served.get("/metrics").body.find("pledgebook_connections_overdue_total 1"),
            std::string::npos);
}

TEST(Http, TurnsConnectionsAwayBeyondTheLimit) {
  Limits limits = test_limits();
  limits.connections_max = 2;
  ServedLedger served(member_ledger(), limits);
  Peer first(served.port());
  Peer second(served.port());
  ASSERT_TRUE(first.send(get_request("/healthz")));
  ASSERT_TRUE(second.send(get_request("/healthz")));
  EXPECT_EQ(first.receive().status, 200);
  EXPECT_EQ(second.receive().status, 200);

  Peer third(served.port());
  const Answer answer = third.receive();

  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("retry-after"), "5");
  EXPECT_TRUE(third.is_closed());
  ASSERT_TRUE(first.send(get_request("/healthz")));
  EXPECT_EQ(first.receive().status, 200);
}

TEST(Http, OutlivesRandomBytes) {
  ServedLedger served(member_ledger());
  std::mt19937 random(20'260'601);
  const std::string seed =
      "POST /api/v1/statements HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
      "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n5\r\n{}\n{}\r\n0\r\n\r\n"
      "GET /api/v1/records?after=3&limit=2 HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n";
  for (int round = 0; round < 400; ++round) {
    std::string bytes = seed.substr(0, 1 + random() % seed.size());
    for (auto changes = random() % 12; changes > 0; --changes) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 3) {
        case 0:
          bytes[at] = static_cast<char>(random() % 256);
          break;
        case 1:
          bytes.erase(at, 1 + random() % 8);
          break;
        default:
          bytes.insert(at, std::string(1 + random() % 8, static_cast<char>(random() % 256)));
      }
      if (bytes.empty()) bytes = "\r";
    }
    Peer peer(served.port());
    peer.send(bytes);
    peer.end_sending();
    (void)peer.read_to_end();
  }

  EXPECT_EQ(served.get("/healthz").status, 200);
}

}  // namespace
}  // namespace pledgebook::server
