// SPDX-License-Identifier: Apache-2.0
#include "tests/server/served_ledger.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/support/json.h"
#include "tests/support/json_schema.h"

namespace pledgebook::server {

Limits test_limits() {
  Limits limits;
  limits.sweep_every = std::chrono::milliseconds(5);
  return limits;
}

ServedLedger::ServedLedger(const support::LedgerBuilder& ledger, Limits limits, Publishes publishes,
                           std::string public_url, const Practice* practice)
    : store_(support::make_store(directory_.path() / "ledger")),
      projector_(support::value_of(projections::Projector::start(*store_, {}))),
      sequencer_(support::start_sequencer(*store_, clock_,
                                          {.on_commit =
                                               [this](const ledger::CommittedBatchPointer& batch) {
                                                 projector_->notify(batch);
                                                 if (ledger::Publisher* publisher = to_notify_)
                                                   publisher->notify();
                                               },
                                           .on_progress = {}})) {
  support::send_all(*sequencer_, ledger.statements());
  EXPECT_TRUE(projector_->wait_for(sequencer_->size(), std::chrono::seconds(30)));
  if (publishes == Publishes::cosigned) {
    hall_ = std::make_unique<ledger::WitnessHall>(2, support::test_log_key());
    witnesses_ = support::value_of(
        ledger::WitnessQuorum::open(*store_, hall_->policy(2), support::test_log_key(),
                                    hall_->transport(), support::silent_journal()));
  }
  if (publishes != Publishes::no) {
    auto signer = support::value_of(
        ledger::LogSigner::open(*store_, support::test_log_key(), support::test_key("log")));
    publisher_ = ledger::Publisher::start(
        support::value_of(
            ledger::Publishing::begin(*store_, *sequencer_, std::move(signer), witnesses_.get())),
        support::silent_journal(), {.interval = std::chrono::milliseconds(1)});
    to_notify_ = publisher_.get();
  }
  desk_ = support::value_of(ledger::DeskStore::open(directory_.path() / "ledger"));
  evidence_ = support::value_of(ledger::EvidenceFiles::open(directory_.path() / "ledger"));
  server_ = support::value_of(Server::start(*store_, *sequencer_, *projector_, clock_,
                                            support::silent_journal(),
                                            {.listen = "127.0.0.1:0",
                                             .workers = 2,
                                             .limits = limits,
                                             .publisher = publisher_.get(),
                                             .witnesses = witnesses_.get(),
                                             .desk = desk_.get(),
                                             .evidence = evidence_.get(),
                                             .public_url = std::move(public_url),
                                             .practice = practice}));
}

ledger::ReleasedPointer ServedLedger::published() {
  while (true) {
    ledger::ReleasedPointer released = publisher_->released();
    if (released && released->note.checkpoint.size == sequencer_->size()) return released;
    std::this_thread::yield();
  }
}

ServedLedger::~ServedLedger() {
  server_->stop();
  // With a clock that does not move, connections that a test left open would never be closed.
  const std::jthread ticking([this](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      clock_.advance(std::chrono::minutes(1));
      std::this_thread::yield();
    }
  });
  server_->wait();
  to_notify_ = nullptr;
  if (witnesses_) witnesses_->stop();
  publisher_.reset();
}

void ServedLedger::let_time_pass(Peer& peer, std::chrono::milliseconds span) {
  constexpr std::chrono::milliseconds kLook{20};
  constexpr int kTimesMax = 1'500;
  for (int i = 0; i < kTimesMax; ++i) {
    clock_.advance(span);
    if (peer.hears_within(kLook)) return;
  }
  ADD_FAILURE() << "the server says nothing, whatever time it is";
}

namespace {

// The server's OpenAPI document; it is the same for every ledger.
const boost::json::value& document_of(std::uint16_t port) {
  static const boost::json::value kDocument =
      support::json_of(server::get(port, "/api/v1/openapi.json").body);
  return kDocument;
}

}  // namespace

void ServedLedger::expect_documented(std::string_view method, std::string_view target,
                                     const Answer& answer) const {
  if (answer.body.empty() || !answer.header("content-encoding").empty()) return;
  for (const std::string& error :
       support::answer_errors(document_of(port()), method, target.substr(0, target.find('?')),
                              answer.status, answer.header("content-type"), answer.body))
    ADD_FAILURE() << method << " " << target << ": " << error;
}

Answer ServedLedger::get(std::string_view target, std::string_view more_fields) const {
  Answer answer = server::get(port(), target, more_fields);
  expect_documented("get", target, answer);
  return answer;
}

Answer ServedLedger::post(const ledger::SignedStatement& statement) const {
  Answer answer = server::post(port(), ledger::encode_envelope(statement));
  expect_documented("post", "/api/v1/statements", answer);
  return answer;
}

boost::json::object json_of(const Answer& answer) { return support::object_of(answer.body); }

std::string text_in(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) {
    ADD_FAILURE() << "no text \"" << name << "\"";
    return {};
  }
  return std::string(value->get_string());
}

std::int64_t number_in(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_int64()) {
    ADD_FAILURE() << "no number \"" << name << "\"";
    return -1;
  }
  return value->get_int64();
}

void expect_problem(const Answer& answer, unsigned status, std::string_view code) {
  EXPECT_EQ(answer.status, status) << answer.body;
  EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  const boost::json::object problem = json_of(answer);
  EXPECT_EQ(text_in(problem, "code"), code) << answer.body;
  EXPECT_EQ(text_in(problem, "type"), "/problems/" + std::string(code));
  EXPECT_EQ(number_in(problem, "status"), status);
  EXPECT_FALSE(text_in(problem, "title").empty());
  EXPECT_FALSE(text_in(problem, "detail").empty());
}

support::LedgerBuilder member_ledger() {
  support::LedgerBuilder ledger;
  ledger.publish_profile("p2c");
  ledger.add_member("gha-gov");
  return ledger;
}

}  // namespace pledgebook::server
