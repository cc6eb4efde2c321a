// SPDX-License-Identifier: Apache-2.0
// TLS: negotiation, refusals, changed certificates, and everything that works over plain
// connections.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/http/computed_serving.h"
#include "server/http/download_serving.h"
#include "server/http/http_server.h"
#include "tests/server/served_ledger.h"
#include "tests/support/kept_journal.h"
#include "tests/support/test_certificates.h"

namespace pledgebook::server {
namespace {

constexpr int kLooksMax = 5'000;
constexpr std::size_t kLargeBytes = 3'000'000;
constexpr std::size_t kPages = 60;

std::string large_text() {
  std::string text;
  while (text.size() < kLargeBytes) text += std::to_string(text.size()) + ' ';
  return text;
}

// /large is one answer, /pages a download, /echo returns the request's body.
class TlsServer {
 public:
  explicit TlsServer(Limits limits = test_limits())
      : first_(authority_.issue()),
        server_(routes(), clock_, journal_,
                {.listen = "127.0.0.1:0",
                 .workers = 2,
                 .limits = limits,
                 .tls = TlsFiles{.certificate = certificate(), .key = key()}}) {
    install(first_);
    EXPECT_TRUE(server_.start().has_value());
  }
  ~TlsServer() {
    server_.stop();
    const std::jthread ticking([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        clock_.advance(std::chrono::seconds(1));
        std::this_thread::yield();
      }
    });
    server_.wait();
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return server_.port(); }
  [[nodiscard]] support::TestAuthority& authority() { return authority_; }
  [[nodiscard]] support::FakeClock& clock() { return clock_; }
  [[nodiscard]] HttpServer& server() { return server_; }
  [[nodiscard]] const support::KeptJournal& journal() const { return journal_; }
  [[nodiscard]] std::string certificate() const { return (directory_.path() / "c.pem").string(); }
  [[nodiscard]] std::string key() const { return (directory_.path() / "k.pem").string(); }
  void install(const support::TestAuthority::Pair& pair) const {
    support::write_file(certificate(), pair.certificate);
    support::write_file(key(), pair.key);
  }
  [[nodiscard]] Peer::TlsWish wish() const { return {.authority = authority_.certificate()}; }
  [[nodiscard]] std::unique_ptr<Peer> peer(Taking taking = Taking::much) const {
    auto peer = std::make_unique<Peer>(port(), taking);
    EXPECT_TRUE(peer->begin_tls(wish()));
    return peer;
  }
  [[nodiscard]] Answer get(std::string_view target) const {
    const auto asking = peer();
    EXPECT_TRUE(asking->send(get_request(target)));
    return asking->receive();
  }
  // The clock advances until the journal has the entry.
  void wait_for(std::string_view event, std::size_t count) {
    for (int i = 0; i < kLooksMax && journal_.count(event) < count; ++i) {
      clock_.advance(std::chrono::seconds(1));
      (void)get("/small");
    }
    EXPECT_EQ(journal_.count(event), count) << event;
  }

 private:
  std::vector<Route> routes() {
    return {{.pattern = "/small",
             .operation = "getSmall",
             .handler = [](const Request&) { return json_response(200, "{}"); }},
            {.pattern = "/large",
             .operation = "getLarge",
             .handler = [](const Request&) { return json_response(200, large_text()); }},
            {.method = Method::post,
             .pattern = "/echo",
             .operation = "echo",
             .bodies = {{}},
             .handler = [](const Request& request) { return json_response(200, request.body); }},
            {.pattern = "/metrics",
             .operation = "getMetrics",
             .handler =
                 [this](const Request&) {
                   return Response{.content_type = kPrometheus,
                                   .body = server_.context().metrics.text()};
                 },
             .lane = Lane::none},
            {.pattern = "/pages",
             .operation = "getPages",
             .serving = std::make_shared<DownloadServing>([](const Request&) {
               return Download{{.status = 200, .content_type = "text/plain"},
                               [left = kPages](std::string& page) mutable -> ledger::Result<bool> {
                                 if (left-- == 0) return false;
                                 page += std::string(100'000, 'p');
                                 return true;
                               }};
             })}};
  }

  support::TemporaryDirectory directory_;
  support::TestAuthority authority_;
  support::TestAuthority::Pair first_;
  support::FakeClock clock_;
  support::KeptJournal journal_;
  HttpServer server_;
};

TEST(Tls, IsOfVersionThreeAndNamesItsProtocol) {
  const TlsServer server;
  const auto peer = server.peer();

  EXPECT_EQ(peer->tls_version(), "TLSv1.3");
  EXPECT_EQ(peer->tls_protocol(), "http/1.1");
}

TEST(Tls, RefusesOlderVersionsAndOtherProtocols) {
  const TlsServer server;
  Peer::TlsWish old = server.wish();
  old.is_old = true;
  Peer::TlsWish other = server.wish();
  other.protocol = "h2";
  Peer::TlsWish silent = server.wish();
  silent.protocol = "";

  EXPECT_FALSE(Peer(server.port()).begin_tls(old));
  EXPECT_FALSE(Peer(server.port()).begin_tls(other));
  EXPECT_TRUE(Peer(server.port()).begin_tls(silent));
}

TEST(Tls, AnswersNoPlainRequest) {
  const TlsServer server;
  Peer plain(server.port());
  ASSERT_TRUE(plain.send(get_request("/small")));

  EXPECT_EQ(plain.receive().status, 0U);
}

TEST(Tls, TellsOfHandshakesThatFailAndNotOfPeersThatOnlyLeave) {
  TlsServer server;
  {
    const Peer leaving(server.port());
  }
  const auto failed = [&] {
    return server.get("/metrics").body.find("\npledgebook_tls_handshakes_failed_total 1\n");
  };
  for (int i = 0; i < kLooksMax && failed() == std::string::npos; ++i) std::this_thread::yield();
  EXPECT_EQ(server.journal().count("handshake_failed"), 0U);

  for (int i = 0; i < 20; ++i) {
    Peer plain(server.port());
    ASSERT_TRUE(plain.send(get_request("/small")));
    (void)plain.receive();
  }

  ASSERT_EQ(server.journal().count("handshake_failed"), 1U);
  const std::string line = server.journal().entries().front().line;
  EXPECT_NE(line.find("http request"), std::string::npos) << line;
  server.wait_for("handshake_failed", 2);
  EXPECT_NE(server.journal().entries().back().line.find("count=19"), std::string::npos);
}

TEST(Tls, TellsBrowsersToComeBackByTls) {
  const TlsServer server;

  for (const char* target : {"/small", "/pages", "/nothing"})
    EXPECT_EQ(server.get(target).header("strict-transport-security"), "max-age=31536000") << target;
}

TEST(Tls, CarriesLargeAnswersAndDownloadsAndBodies) {
  const TlsServer server;
  const auto peer = server.peer(Taking::little);
  const std::string body(60'000, 'b');
  ASSERT_TRUE(peer->send(get_request("/large") + get_request("/pages") +
                         "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n" + body));

  EXPECT_EQ(peer->receive().body, large_text());
  EXPECT_EQ(peer->receive().body, std::string(kPages * 100'000, 'p'));
  EXPECT_EQ(peer->receive().body, body);
}

TEST(Tls, EndsWithAGoodbye) {
  const TlsServer server;
  const auto peer = server.peer();
  ASSERT_TRUE(peer->send("GET /pages HTTP/1.0\r\n\r\n"));

  EXPECT_EQ(peer->receive_head().status, 200U);
  EXPECT_EQ(peer->read_to_end().size(), kPages * 100'000U);
  EXPECT_TRUE(peer->has_said_goodbye());
}

TEST(Tls, CutsAHandshakeThatDoesNotEnd) {
  TlsServer server;
  Peer silent(server.port());
  Peer half(server.port());
  ASSERT_TRUE(half.send(std::string("\x16\x03\x01\x02", 4)));

  for (Peer* peer : {&silent, &half}) {
    for (int i = 0; i < kLooksMax && !peer->hears_within(std::chrono::milliseconds(5)); ++i)
      server.clock().advance(std::chrono::seconds(1));
    EXPECT_TRUE(peer->is_closed());
  }
  EXPECT_EQ(server.get("/small").status, 200U);
}

TEST(Tls, OutlivesConnectionsThatAreCut) {
  const TlsServer server;
  for (int i = 0; i < 40; ++i) {
    const auto peer = server.peer(Taking::little);
    ASSERT_TRUE(peer->send(get_request(i % 2 == 0 ? "/pages" : "/large")));
    if (i % 3 == 0) {
      EXPECT_EQ(peer->receive_head().status, 200U);
    }
  }

  EXPECT_EQ(server.get("/small").status, 200U);
}

TEST(Tls, TakesANewCertificateWhileItServes) {
  Limits limits = test_limits();
  limits.idle_max = std::chrono::hours(1'000);  // the clock advances, and a connection stays open
  TlsServer server(limits);
  const auto open = server.peer();
  const long before = open->tls_serial();
  std::atomic<int> answered = 0;
  std::atomic<int> failed = 0;
  const std::jthread asking([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) ++(server.get("/small").status == 200 ? answered : failed);
  });

  server.install(server.authority().issue());
  server.wait_for("certificate_reloaded", 1);

  EXPECT_NE(server.peer()->tls_serial(), before);
  ASSERT_TRUE(open->send(get_request("/small")));
  EXPECT_EQ(open->receive().status, 200U);
  EXPECT_EQ(failed, 0);
}

TEST(Tls, KeepsTheOldCertificateWhereTheNewOneIsNone) {
  TlsServer server;
  const long before = server.peer()->tls_serial();

  support::write_file(server.key(), server.authority().issue().key);  // of another certificate
  server.wait_for("certificate_refused", 1);
  support::write_file(server.certificate(), "no certificate");
  server.wait_for("certificate_refused", 2);

  EXPECT_EQ(server.peer()->tls_serial(), before);
  EXPECT_EQ(server.journal().count("certificate_reloaded"), 0U);
}

TEST(Tls, RefusesToStartWithoutAPair) {
  support::TemporaryDirectory directory;
  support::TestAuthority authority;
  support::FakeClock clock;
  support::KeptJournal journal;
  const auto start = [&](const std::string& certificate, const std::string& key) {
    const TlsFiles files{.certificate = (directory.path() / "c.pem").string(),
                         .key = (directory.path() / "k.pem").string()};
    if (!certificate.empty()) support::write_file(files.certificate, certificate);
    support::write_file(files.key, key);
    HttpServer server({}, clock, journal, {.listen = "127.0.0.1:0", .tls = files});
    return server.start();
  };
  const auto one = authority.issue();
  const auto other = authority.issue();

  const auto absent = start("", one.key);
  ASSERT_FALSE(absent);
  EXPECT_NE(absent.error().detail.find("c.pem"), std::string::npos) << absent.error().detail;
  EXPECT_FALSE(start(one.certificate, other.key));
  EXPECT_FALSE(start(one.certificate, "no key"));
  EXPECT_FALSE(start("no certificate", one.key));
  EXPECT_TRUE(start(one.certificate, one.key));
}

TEST(Tls, StopsThoughConnectionsAreOpen) {
  TlsServer server;
  const auto idle = server.peer();
  const Peer silent(server.port());

  server.server().stop();

  (void)idle->read_to_end();
}

}  // namespace
}  // namespace pledgebook::server
