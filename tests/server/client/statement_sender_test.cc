// SPDX-License-Identifier: Apache-2.0
// How statements are put into requests, and that each gets an answer, whatever happens.
#include "server/client/statement_sender.h"

#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

#include "tests/server/client/scripted_server.h"

namespace pledgebook::server {
namespace {

using Exchange = ScriptedServer::Exchange;
using Step = ScriptedServer::Step;

constexpr auto kHold = Exchange::End::hold;

std::string accepted(int index) {
  return R"({"index":)" + std::to_string(index) + R"(,"sid":")" + std::string(64, 'a') +
         R"(","leaf_hash":")" + std::string(64, 'b') +
         R"(","recorded_at":"2026-01-01T00:00:00.000Z")";
}
std::string line(int number) { return accepted(number) + R"(,"status":201})" + "\n"; }
Step answers_one(int index) {
  return {.answer = answer_text("201 Created", "application/json", accepted(index) + "}")};
}
Step answers_many(const std::string& lines) {
  return {.answer = answer_text("200 OK", "application/x-ndjson", lines)};
}

// The answers in the order in which they came.
struct Answers {
  std::vector<std::string> texts;
  StatementSender::Done take() {
    return [this](const ledger::Answer& answer) {
      if (const auto* accepted = std::get_if<ledger::Accepted>(&answer)) {
        texts.push_back(std::to_string(ledger::number(accepted->index)));
      } else if (const auto* unavailable = std::get_if<ledger::Unavailable>(&answer)) {
        texts.push_back(unavailable->reason);
      } else {
        texts.emplace_back("refused");
      }
    };
  }
};

// Submits one, and the others while its answer is processed, so that they go into one request.
class Sending {
 public:
  explicit Sending(const ScriptedServer& server)
      : sender_(*ServerAddress::parse(server.url()), {}) {}

  void submit_first(StatementSender::Done done) {
    sender_.submit("{\"n\":0}", [this, done = std::move(done)](ledger::Answer answer) {
      done(std::move(answer));
      first_is_answered_.set_value();
      others_are_submitted_.get_future().wait();
    });
    first_is_answered_.get_future().wait();
  }
  void submit(std::string envelope, StatementSender::Done done) {
    sender_.submit(std::move(envelope), std::move(done));
  }
  void go_on() { others_are_submitted_.set_value(); }

 private:
  std::promise<void> first_is_answered_;
  std::promise<void> others_are_submitted_;
  StatementSender sender_;  // last: it ends first
};

void send(const ScriptedServer& server, Answers& answers, int others) {
  Sending sending(server);
  sending.submit_first(answers.take());
  for (int i = 1; i <= others; ++i)
    sending.submit("{\"n\":" + std::to_string(i) + "}", answers.take());
  sending.go_on();
}

TEST(StatementSender, SendsOneAloneAndManyInARequestWithALength) {
  ScriptedServer server(
      {{.steps = {answers_one(0), answers_many(line(1) + line(2))}, .end = kHold}});
  Answers answers;

  send(server, answers, 2);

  EXPECT_EQ(answers.texts, (std::vector<std::string>{"0", "1", "2"}));
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_NE(requests[0].find("Content-Type: application/vnd.dsse+json\r\n"), std::string::npos);
  EXPECT_TRUE(requests[0].ends_with("Content-Length: 7\r\n\r\n{\"n\":0}")) << requests[0];
  EXPECT_NE(requests[1].find("Content-Type: application/x-ndjson\r\n"), std::string::npos);
  EXPECT_TRUE(requests[1].ends_with("Content-Length: 16\r\n\r\n{\"n\":1}\n{\"n\":2}\n"))
      << requests[1];
}

TEST(StatementSender, BoundsTheBytesOfARequest) {
  constexpr std::size_t kEnvelopeBytes = 60'000;
  const std::string envelope(kEnvelopeBytes, 'x');
  std::string lines;
  for (int i = 1; i <= 13; ++i) lines += line(i);
  ScriptedServer server(
      {{.steps = {answers_one(0), answers_many(lines), answers_many(line(14) + line(15))},
        .end = kHold}});
  Answers answers;
  {
    Sending sending(server);
    sending.submit_first([](const ledger::Answer&) {});
    for (int i = 1; i <= 15; ++i) sending.submit(envelope, answers.take());
    sending.go_on();
  }

  EXPECT_EQ(answers.texts.size(), 15U);
  EXPECT_EQ(answers.texts.back(), "15");
  for (const std::string& request : server.requests()) EXPECT_LT(request.size(), 1'000'000U);
}

TEST(StatementSender, AnswersWhatTheServerDidNotAndGoesOn) {
  ScriptedServer server({{.steps = {answers_one(0), answers_many(line(1))}, .end = kHold},
                         {.steps = {answers_one(9)}, .end = kHold}});
  Answers answers;
  {
    Sending sending(server);
    std::promise<void> both_are_answered;
    sending.submit_first([](const ledger::Answer&) {});
    sending.submit("{}", answers.take());
    sending.submit("{}", [&, done = answers.take()](ledger::Answer answer) {
      done(std::move(answer));
      both_are_answered.set_value();
    });
    sending.go_on();
    both_are_answered.get_future().wait();
    sending.submit("{}", answers.take());
  }

  ASSERT_EQ(answers.texts.size(), 3U);
  EXPECT_EQ(answers.texts[0], "1");
  EXPECT_NE(answers.texts[1].find("did not answer all"), std::string::npos) << answers.texts[1];
  EXPECT_EQ(answers.texts[2], "9");
}

TEST(StatementSender, SaysWhatAProxyMeans) {
  for (const char* status :
       {"408 Request Time-out", "413 Too Large", "502 Bad Gateway", "504 Late"}) {
    const Step refuses{.answer = answer_text(status, "text/html", "<html>")};
    ScriptedServer server({{.steps = {refuses}}, {.steps = {refuses}}});
    Answers answers;

    send(server, answers, 2);

    ASSERT_EQ(answers.texts.size(), 3U);
    for (const std::string& text : answers.texts)
      EXPECT_NE(text.find(std::string(status).substr(0, 3)), std::string::npos) << text;
  }
}

TEST(StatementSender, AnswersEverythingWhereNoServerIs) {
  std::string url;
  {
    const ScriptedServer gone({});
    url = gone.url();
  }
  Answers answers;
  {
    StatementSender sender(*ServerAddress::parse(url), {});
    for (int i = 0; i < 5; ++i) sender.submit("{}", answers.take());
  }

  ASSERT_EQ(answers.texts.size(), 5U);
  for (const std::string& text : answers.texts)
    EXPECT_NE(text.find("can't reach"), std::string::npos) << text;
}

}  // namespace
}  // namespace pledgebook::server
