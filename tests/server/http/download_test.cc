// SPDX-License-Identifier: Apache-2.0
// Downloads: answers that are sent page by page.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <latch>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/http/download_serving.h"
#include "server/http/http_server.h"
#include "tests/server/served_ledger.h"
#include "tests/support/exported_ledger.h"

namespace pledgebook::server {
namespace {

constexpr std::uint64_t kManyPages = 40;

std::string page_of(std::uint64_t number) {
  std::string page;
  while (page.size() < 100'000) page += fmt::format("{} {}\n", number, page.size());
  return page;
}

std::string pages_of(std::uint64_t count) {
  std::string text;
  for (std::uint64_t i = 0; i < count; ++i) text += page_of(i);
  return text;
}

// This many pages; then the end, or an error.
Download pages(std::uint64_t count, ledger::Result<bool> end) {
  return {{.status = 200, .content_type = "text/plain", .etag = "\"pages\""},
          [count, end = std::move(end),
           next = std::uint64_t{0}](std::string& page) mutable -> ledger::Result<bool> {
            if (next == count) return end;
            page += page_of(next++);
            return true;
          }};
}

// A server of pages, with two workers: /pages?count=; /broken, which fails after its second page;
// /problem; and /slow, which waits until the test lets it continue.
class PageServer {
 public:
  explicit PageServer(Limits limits = test_limits())
      : server_(routes(), clock_, support::silent_journal(),
                {.listen = "127.0.0.1:0", .workers = 2, .limits = limits}) {
    metrics_ = &server_.context().metrics;
    EXPECT_TRUE(server_.start().has_value());
  }
  ~PageServer() {
    server_.stop();
    server_.wait();
  }
  PageServer(const PageServer&) = delete;
  PageServer& operator=(const PageServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return server_.port(); }
  [[nodiscard]] support::FakeClock& clock() { return clock_; }
  [[nodiscard]] Answer get(std::string_view target, std::string_view more_fields = {}) const {
    return server::get(port(), target, more_fields);
  }
  void go_on() { go_on_.count_down(); }
  void wait_for(const std::string& metric) const { wait_for_metric(port(), metric); }

 private:
  std::vector<Route> routes() {
    return {{.pattern = "/pages",
             .operation = "getPages",
             .parameters = {{.name = "count", .type = ParameterType::integer}},
             .serving = std::make_shared<DownloadServing>([](const Request& request) {
               return pages(integer_parameter(request, "count").value_or(kManyPages), false);
             })},
            {.pattern = "/broken",
             .operation = "getBroken",
             .serving = std::make_shared<DownloadServing>([](const Request&) {
               return pages(2, std::unexpected(ledger::Error{ledger::Errc::storage, "no"}));
             })},
            {.pattern = "/problem",
             .operation = "getProblem",
             .serving = std::make_shared<DownloadServing>([](const Request&) {
               return Download{to_response(
                   Problem{.status = 404, .code = "not_found", .detail = "there is none"})};
             })},
            {.pattern = "/slow",
             .operation = "getSlow",
             .serving = std::make_shared<DownloadServing>([this](const Request&) {
               return Download{{.status = 200}, [this](std::string&) -> ledger::Result<bool> {
                                 go_on_.wait();
                                 return false;
                               }};
             })},
            {.pattern = "/metrics", .operation = "getMetrics", .handler = [this](const Request&) {
               return Response{.content_type = kPrometheus, .body = metrics_->text()};
             }}};
  }

  support::FakeClock clock_;
  Metrics* metrics_ = nullptr;
  std::latch go_on_{1};
  HttpServer server_;
};

TEST(Downloads, GoOutInChunks) {
  const PageServer server;
  for (const std::uint64_t count : {std::uint64_t{0}, std::uint64_t{1}, kManyPages}) {
    const Answer answer = server.get("/pages?count=" + std::to_string(count));

    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("transfer-encoding"), "chunked");
    EXPECT_EQ(answer.header("content-encoding"), "");
    EXPECT_EQ(answer.header("etag"), "\"pages\"");
    EXPECT_EQ(answer.body, pages_of(count));
  }
}

TEST(Downloads, ArePackedForWhoTakesIt) {
  const PageServer server;
  for (const std::uint64_t count : {std::uint64_t{0}, std::uint64_t{1}, kManyPages}) {
    const Answer answer =
        server.get("/pages?count=" + std::to_string(count), "Accept-Encoding: gzip\r\n");

    EXPECT_EQ(answer.header("content-encoding"), "gzip");
    EXPECT_EQ(support::unpacked(answer.body), pages_of(count));
  }
}

TEST(Downloads, LeaveTheConnectionForTheNextRequest) {
  const PageServer server;
  Peer peer(server.port());
  ASSERT_TRUE(peer.send(get_request("/pages?count=2") + get_request("/problem") +
                        "HEAD /pages HTTP/1.1\r\nHost: test\r\n\r\n" +
                        get_request("/pages?count=3")));

  EXPECT_EQ(peer.receive().body, pages_of(2));
  expect_problem(peer.receive(), 404, "not_found");
  const Answer head = peer.receive(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("etag"), "\"pages\"");
  EXPECT_EQ(peer.receive().body, pages_of(3));
}

TEST(Downloads, EndWithTheConnectionForAnOldClient) {
  const PageServer server;

  const Answer answer = ask(server.port(), "GET /pages?count=2 HTTP/1.0\r\n\r\n");

  EXPECT_EQ(answer.header("transfer-encoding"), "");
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_EQ(answer.body, pages_of(2));
}

TEST(Downloads, ShowThatTheyWereCut) {
  const PageServer server;
  Peer peer(server.port());
  ASSERT_TRUE(peer.send(get_request("/broken")));

  EXPECT_EQ(peer.receive_head().status, 200);
  const std::string body = peer.read_to_end();
  EXPECT_NE(body.find(page_of(1)), std::string::npos);
  EXPECT_FALSE(body.ends_with("0\r\n\r\n"));
  server.wait_for("pledgebook_downloads_cut_total 1");
}

TEST(Downloads, AreBoundedInNumber) {
  Limits limits = test_limits();
  limits.downloads_max = 1;
  const PageServer server(limits);
  {
    Peer first(server.port(), Taking::little);
    ASSERT_TRUE(first.send(get_request("/pages")));
    EXPECT_EQ(first.receive_head().status, 200);

    const Answer second = server.get("/pages");

    expect_problem(second, 503, "too_many_downloads");
    EXPECT_EQ(second.header("retry-after"), "10");
  }
  // If a client leaves, its download ends and no longer counts.
  server.wait_for("pledgebook_downloads 0");
  server.wait_for("pledgebook_downloads_cut_total 1");
  EXPECT_EQ(server.get("/pages").status, 200);
}

TEST(Downloads, LeaveAWorkerToOthers) {
  PageServer server;
  std::vector<std::unique_ptr<Peer>> peers;
  for (int i = 0; i < 4; ++i) {
    peers.push_back(std::make_unique<Peer>(server.port()));
    ASSERT_TRUE(peers.back()->send(get_request("/slow")));
  }

  server.wait_for("pledgebook_downloads 4");
  server.go_on();
  for (const auto& peer : peers) EXPECT_EQ(peer->receive().status, 200);
}

TEST(Downloads, AreCutForWhoTakesNothing) {
  PageServer server;
  Peer peer(server.port(), Taking::little);
  ASSERT_TRUE(peer.send(get_request("/pages")));
  EXPECT_EQ(peer.receive_head().status, 200);

  while (server.get("/metrics").body.find("\npledgebook_downloads 0\n") == std::string::npos)
    server.clock().advance(test_limits().write_max);

  EXPECT_FALSE(peer.read_to_end().ends_with("0\r\n\r\n"));
}

TEST(Downloads, AreCutForWhoTakesTooLittle) {
  Limits limits = test_limits();
  limits.write_max = std::chrono::hours(1'000);  // any progress is enough for that
  PageServer server(limits);
  Peer peer(server.port(), Taking::little);
  ASSERT_TRUE(peer.send(get_request("/pages")));
  EXPECT_EQ(peer.receive_head().status, 200);

  while (server.get("/metrics").body.find("\npledgebook_downloads 0\n") == std::string::npos)
    server.clock().advance(limits.download_page_max);

  EXPECT_FALSE(peer.read_to_end().ends_with("0\r\n\r\n"));
}

}  // namespace
}  // namespace pledgebook::server
