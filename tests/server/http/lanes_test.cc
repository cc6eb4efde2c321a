// SPDX-License-Identifier: Apache-2.0
// Lanes: a waiting job does not delay other lanes, is dropped when its client has left, and is
// refused if the queue is full.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/http/http_server.h"
#include "server/http/problem.h"
#include "tests/server/served_ledger.h"
#include "tests/support/kept_journal.h"

namespace pledgebook::server {
namespace {

constexpr int kLooksMax = 20'000;

// /slow, on the lane of heavy reads, waits until the test releases it; /quick is a cheap read;
// /fault fails.
class LaneServer {
 public:
  explicit LaneServer(Limits limits = test_limits())
      : server_(routes(), clock_, journal_,
                {.listen = "127.0.0.1:0", .workers = 2, .limits = limits}) {
    metrics_ = &server_.context().metrics;
    EXPECT_TRUE(server_.start().has_value());
  }
  ~LaneServer() {
    go_on_.release(kLooksMax);
    server_.stop();
    server_.wait();
  }
  LaneServer(const LaneServer&) = delete;
  LaneServer& operator=(const LaneServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return server_.port(); }
  [[nodiscard]] Answer get(std::string_view target) const { return server::get(port(), target); }
  [[nodiscard]] HttpServer& server() { return server_; }
  [[nodiscard]] support::FakeClock& clock() { return clock_; }
  [[nodiscard]] const support::KeptJournal& journal() const { return journal_; }
  [[nodiscard]] int runs() const { return runs_; }
  void let_one_go() { go_on_.release(); }
  void wait_for_runs(int count) const {
    for (int i = 0; i < kLooksMax && runs_ < count; ++i) (void)get("/healthz");
    EXPECT_GE(runs_, count);
  }
  void wait_for(const std::string& metric) const { wait_for_metric(port(), metric); }

 private:
  std::vector<Route> routes() {
    return {{.pattern = "/healthz",
             .operation = "getHealth",
             .handler = [](const Request&) { return json_response(200, "{}"); },
             .lane = Lane::none},
            {.pattern = "/metrics",
             .operation = "getMetrics",
             .handler =
                 [this](const Request&) {
                   return Response{.content_type = kPrometheus, .body = metrics_->text()};
                 },
             .lane = Lane::none},
            {.pattern = "/slow",
             .operation = "getSlow",
             .handler =
                 [this](const Request&) {
                   ++runs_;
                   go_on_.acquire();
                   return json_response(200, "{}");
                 },
             .lane = Lane::heavy_reads},
            {.pattern = "/quick",
             .operation = "getQuick",
             .handler = [](const Request&) { return json_response(200, "{}"); }},
            {.pattern = "/fault", .operation = "getFault", .handler = [](const Request&) {
               return json_response(200, std::string().at(1) == 'x' ? "{}" : "[]");
             }}};
  }

  support::FakeClock clock_;
  support::KeptJournal journal_;
  Metrics* metrics_ = nullptr;
  std::atomic<int> runs_ = 0;
  std::counting_semaphore<> go_on_{0};
  HttpServer server_;
};

TEST(Lanes, KeepNoOtherWaiting) {
  LaneServer server;
  Peer slow(server.port());
  Peer waiting(server.port());
  ASSERT_TRUE(slow.send(get_request("/slow")));
  server.wait_for_runs(1);
  ASSERT_TRUE(waiting.send(get_request("/slow")));

  EXPECT_EQ(server.get("/healthz").status, 200);
  EXPECT_EQ(server.get("/quick").status, 200);
  EXPECT_EQ(server.runs(), 1);

  server.let_one_go();
  EXPECT_EQ(slow.receive().status, 200);
  server.let_one_go();
  EXPECT_EQ(waiting.receive().status, 200);
}

TEST(Lanes, RefuseBeyondTheirLimitAndSayWhenToComeBack) {
  Limits limits = test_limits();
  limits.heavy_reads_waiting_max = 1;
  LaneServer server(limits);
  Peer running(server.port());
  Peer waiting(server.port());
  ASSERT_TRUE(running.send(get_request("/slow")));
  server.wait_for_runs(1);
  ASSERT_TRUE(waiting.send(get_request("/slow") + get_request("/quick")));
  for (int i = 0; i < kLooksMax && server.server().context().lanes[Lane::heavy_reads].waiting() < 1;
       ++i)
    (void)server.get("/healthz");

  const Answer refused = server.get("/slow");

  expect_problem(refused, 503, "overloaded");
  EXPECT_EQ(refused.header("retry-after"), "5");
  server.let_one_go();
  server.let_one_go();
  EXPECT_EQ(running.receive().status, 200);
  EXPECT_EQ(waiting.receive().status, 200);
  EXPECT_EQ(waiting.receive().status, 200);
}

TEST(Lanes, DropWhatNobodyWaitsForAnyMore) {
  LaneServer server;
  Peer running(server.port());
  ASSERT_TRUE(running.send(get_request("/slow")));
  server.wait_for_runs(1);
  for (int i = 0; i < 5; ++i) {
    const Peer leaving(server.port());
    ASSERT_TRUE(leaving.send(get_request("/slow")));
  }

  server.wait_for("pledgebook_requests_abandoned_total 5");

  server.let_one_go();
  EXPECT_EQ(running.receive().status, 200);
  EXPECT_EQ(server.runs(), 1);
}

TEST(Lanes, RefuseWhatWaitsAtTheStop) {
  LaneServer server;
  Peer running(server.port());
  Peer waiting(server.port());
  ASSERT_TRUE(running.send(get_request("/slow")));
  server.wait_for_runs(1);
  ASSERT_TRUE(waiting.send(get_request("/slow")));
  for (int i = 0; i < kLooksMax && server.server().context().lanes[Lane::heavy_reads].waiting() < 1;
       ++i)
    (void)server.get("/healthz");

  server.server().stop();

  expect_problem(waiting.receive(), 503, "stopping");
  server.let_one_go();
  EXPECT_EQ(running.receive().status, 200);
  EXPECT_EQ(server.runs(), 1);
}

TEST(Lanes, TellOfARequestThatIsCutAtTheStop) {
  LaneServer server;
  Peer running(server.port());
  ASSERT_TRUE(running.send(get_request("/slow")));
  server.wait_for_runs(1);
  server.server().stop();

  for (int i = 0; i < kLooksMax && server.journal().count("connection_cut") == 0; ++i) {
    server.clock().advance(std::chrono::milliseconds(100));
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

  ASSERT_EQ(server.journal().count("connection_cut"), 1U);
  const std::string line = server.journal().entries().back().line;
  EXPECT_NE(line.find("stopping"), std::string::npos) << line;
  EXPECT_NE(line.find("getSlow"), std::string::npos) << line;
}

TEST(Lanes, GiveWayWhereAnybodyMayAskForMuch) {
  const auto niceness_on = [](Lane lane) {
    const Limits limits;
    Lanes lanes(1, limits);
    std::promise<int> niceness;
    auto job = [&] { niceness.set_value(::getpriority(PRIO_PROCESS, 0)); };
    EXPECT_TRUE(lanes[lane].post({.run = std::move(job), .drop = [] {}}));
    return niceness.get_future().get();
  };
  const int own = ::getpriority(PRIO_PROCESS, 0);

  for (const Lane lane : {Lane::statements, Lane::reads}) EXPECT_EQ(niceness_on(lane), own);
  for (const Lane lane : {Lane::lines, Lane::heavy_reads, Lane::downloads})
    EXPECT_EQ(niceness_on(lane), std::min(19, own + 10));
  EXPECT_EQ(::getpriority(PRIO_PROCESS, 0), own) << "of a lane's threads only";
}

TEST(Incidents, GiveEveryFaultAReferenceThatTheJournalHas) {
  const LaneServer server;

  const Answer first = server.get("/fault");
  const Answer second = server.get("/fault");

  expect_problem(first, 500, "internal");
  const std::string reference = text_in(json_of(first), "reference");
  EXPECT_EQ(reference.size(), 16U);
  EXPECT_NE(text_in(json_of(first), "detail").find(reference), std::string::npos);
  EXPECT_EQ(first.body.find("basic_string"), std::string::npos) << "what() is for the journal";
  // The clock does not move: the second is counted with the first.
  EXPECT_EQ(text_in(json_of(second), "reference"), reference);
  ASSERT_EQ(server.journal().count("request_failed"), 1U);
  const std::string line = server.journal().entries().front().line;
  for (const std::string& part : {reference, std::string("basic_string"), std::string("getFault"),
                                  std::string("/fault"), std::string("internal")})
    EXPECT_NE(line.find(part), std::string::npos) << line;
}

}  // namespace
}  // namespace pledgebook::server
