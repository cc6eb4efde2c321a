// SPDX-License-Identifier: Apache-2.0
// A witness over HTTP, and the log's calls to it.
#include "server/witness/witness_server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "crypto/sha256.h"
#include "ledger/proof/publish/witness_client.h"
#include "ledger/proof/witness_request.h"
#include "server/client/witness_caller.h"
#include "tests/server/served_ledger.h"
#include "tests/support/temporary_directory.h"

namespace pledgebook::server {
namespace {

using support::value_of;

ledger::CheckpointNote checkpoint_of(std::uint64_t size) {
  return value_of(
      ledger::sign_checkpoint({support::test_log_key().name(), ledger::Size{size}, crypto::Hash{}},
                              support::test_log_key(), support::test_key("log")));
}

std::string body_of(std::uint64_t size) {
  return ledger::encode_witness_request({ledger::Size{0}, {}, checkpoint_of(size)});
}

class ServedWitness {
 public:
  explicit ServedWitness(ledger::WitnessAudit audit = {})
      : witness_(value_of(ledger::Witness::open({.key = key(),
                                                 .secret = support::test_key("witness"),
                                                 .logs = {support::test_log_key()},
                                                 .state = directory_.path() / "state",
                                                 .audit = std::move(audit)},
                                                clock_, journal_))),
        server_(value_of(
            WitnessServer::start(*witness_, clock_, journal_, {.listen = "127.0.0.1:0"}))) {}

  static crypto::VerifierKey key() {
    return crypto::VerifierKey::of("witness.example/w", support::test_key("witness").public_key(),
                                   crypto::NoteKeyType::cosignature)
        .value();
  }
  static std::string shown_path() {
    const std::string origin = support::test_log_key().name();
    return "/" + crypto::sha256(crypto::as_bytes(origin)).hex() + "/checkpoint";
  }
  std::uint16_t port() const { return server_->port(); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
  Answer add(std::string_view body, std::string_view content_type = "text/plain") const {
    return post(port(), "/add-checkpoint", body, content_type);
  }

 private:
  static Answer post(std::uint16_t port, const std::string& path, std::string_view body,
                     std::string_view content_type) {
    return ask(
        port, "POST " + path + " HTTP/1.1\r\nHost: w\r\nConnection: close\r\nContent-Type: " +
                  std::string(content_type) + "\r\nContent-Length: " + std::to_string(body.size()) +
                  "\r\n\r\n" + std::string(body));
  }

  support::TemporaryDirectory directory_;
  support::FakeClock clock_;
  ledger::Journal& journal_ = support::silent_journal();
  std::unique_ptr<ledger::Witness> witness_;
  std::unique_ptr<WitnessServer> server_;
};

TEST(WitnessServer, CosignsAndShowsWhatItHasCosigned) {
  ServedWitness witness;
  EXPECT_EQ(get(witness.port(), ServedWitness::shown_path()).status, 404);

  const Answer answer = witness.add(body_of(5));
  const Answer shown = get(witness.port(), ServedWitness::shown_path());

  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(ledger::decode_cosignatures(answer.body, checkpoint_of(5), ServedWitness::key()));
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.header("content-type"), "text/plain; charset=utf-8");
  EXPECT_EQ(value_of(ledger::open_checkpoint(shown.body, support::test_log_key())).checkpoint,
            checkpoint_of(5).checkpoint);
}

TEST(WitnessServer, TakesABodyOfAnyType) {
  ServedWitness witness;

  for (const char* type : {"application/octet-stream", "application/x-ndjson", ""})
    EXPECT_EQ(witness.add("no request", type).status, 400) << type;
}

TEST(WitnessServer, NamesItsSizeWhereThatIsInQuestion) {
  ServedWitness witness;
  ASSERT_EQ(witness.add(body_of(5)).status, 200);

  const Answer answer = witness.add(body_of(9));

  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.header("content-type"), "text/x.tlog.size");
  EXPECT_EQ(answer.body, "5\n");
}

TEST(WitnessServer, SaysWhenToComeBack) {
  ServedWitness witness([](const ledger::CheckpointNote&) -> ledger::Result<void> {
    return std::unexpected(ledger::Error{ledger::Errc::storage, "the log does not answer"});
  });

  const Answer answer = witness.add(body_of(5));

  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("retry-after"), "5");
  EXPECT_EQ(answer.body, "the log does not answer\n");
}

TEST(WitnessServer, BoundsWhatItReads) {
  ServedWitness witness;

  const Answer answer = witness.add(std::string(ledger::kWitnessRequestBytesMax + 1, 'x'));

  expect_problem(answer, 413, "body_too_large");
  EXPECT_EQ(witness.add(std::string(ledger::kWitnessRequestBytesMax, 'x')).status, 400);
}

TEST(WitnessServer, HasNoRoutesOfALedger) {
  ServedWitness witness;

  EXPECT_EQ(get(witness.port(), "/api/v1/summary").status, 404);
  EXPECT_EQ(get(witness.port(), "/checkpoint").status, 404);
  EXPECT_EQ(get(witness.port(), "/add-checkpoint").status, 405);
  EXPECT_EQ(get(witness.port(), "/healthz").status, 200);
}

TEST(WitnessServer, CountsWhatItHasDone) {
  ServedWitness witness;
  ASSERT_EQ(witness.add(body_of(5)).status, 200);
  ASSERT_EQ(witness.add("").status, 400);

  const std::string metrics = get(witness.port(), "/metrics").body;

  for (const char* line :
       {"\npledgebook_cosignatures_total 1\n", "\npledgebook_cosignatures_refused_total 1\n",
        "\npledgebook_witnessed_size{origin=\"test.example/pledges\"} 5\n"})
    EXPECT_NE(metrics.find(line), std::string::npos) << line << metrics;
}

TEST(WitnessCaller, ReachesAWitnessOverHttp) {
  ServedWitness witness;
  WitnessCaller caller;

  const auto cosigned = caller.send({.method = ledger::WitnessCall::Method::post,
                                     .url = witness.url() + "/add-checkpoint",
                                     .body = body_of(5)});
  const auto shown = caller.send({.url = witness.url() + ServedWitness::shown_path()});
  const auto nothing = caller.send({.url = witness.url() + "/prefix/checkpoint"});

  ASSERT_TRUE(cosigned && shown && nothing);
  EXPECT_EQ(cosigned->status, 200);
  EXPECT_EQ(shown->status, 200);
  EXPECT_EQ(nothing->status, 404);
}

TEST(WitnessCaller, SaysWhoDoesNotAnswer) {
  std::uint16_t port = 0;
  {
    const ServedWitness witness;
    port = witness.port();
  }
  WitnessCaller caller;

  const auto response = caller.send({.url = "http://127.0.0.1:" + std::to_string(port) + "/x"});

  ASSERT_FALSE(response.has_value());
  EXPECT_NE(response.error().find("can't reach"), std::string::npos) << response.error();
}

TEST(WitnessCaller, LetsGoOfAWitnessThatHangsWhenItIsStopped) {
  std::atomic<bool> is_asked = false;
  std::atomic<bool> is_let_go = false;
  ServedWitness witness([&](const ledger::CheckpointNote&) -> ledger::Result<void> {
    is_asked = true;
    is_asked.notify_all();
    is_let_go.wait(false);
    return {};
  });
  WitnessCaller caller(std::chrono::hours(1));
  std::thread asking([&] {
    const auto response = caller.send({.method = ledger::WitnessCall::Method::post,
                                       .url = witness.url() + "/add-checkpoint",
                                       .body = body_of(5)});
    EXPECT_FALSE(response.has_value());
  });
  is_asked.wait(false);

  caller.stop();

  asking.join();
  EXPECT_FALSE(caller.send({.url = witness.url() + "/healthz"}).has_value());
  is_let_go = true;
  is_let_go.notify_all();
}

}  // namespace
}  // namespace pledgebook::server
