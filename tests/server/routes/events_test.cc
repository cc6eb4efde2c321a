// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/events.
#include <gtest/gtest.h>

#include "server/routes/event_feed.h"
#include "tests/server/served_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::server {
namespace {

struct Event {
  std::string id;
  std::string event;
  boost::json::object data;
};

// The next event; heartbeats and the retry time are skipped. `id` is "" at the end.
Event next_event(Peer& peer) {
  Event event;
  for (auto line = peer.read_line(); line; line = peer.read_line()) {
    if (line->starts_with("id: ")) event.id = line->substr(4);
    if (line->starts_with("event: ")) event.event = line->substr(7);
    if (line->starts_with("data: ")) event.data = support::object_of(line->substr(6));
    if (line->empty() && !event.id.empty()) return event;
  }
  return {};
}

support::Draft pledge_draft(int number) {
  return support::by_party("gha-gov", "pledge.submitted", "pledge/p-" + std::to_string(number),
                           support::pledge_body());
}

TEST(Events, ReplayTheLog) {
  Limits limits = test_limits();
  limits.event_page_items_max = 3;
  const support::LedgerBuilder ledger = support::small_ledger(4);
  ServedLedger served(ledger, limits);
  Peer peer(served.port());
  ASSERT_TRUE(peer.send(get_request("/api/v1/events?from=0")));

  const Answer head = peer.receive_head();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-type"), "text/event-stream");
  EXPECT_EQ(head.header("cache-control"), "no-store");
  for (const auto& accepted : ledger.statements()) {
    const Event event = next_event(peer);
    ASSERT_EQ(event.id, std::to_string(ledger::number(accepted.index)));
    EXPECT_EQ(event.event, accepted.statement.kind());
    EXPECT_EQ(text_in(event.data, "sid"), accepted.sid.hex());
    EXPECT_EQ(text_in(event.data, "kind"), accepted.statement.kind());
    EXPECT_EQ(text_in(event.data, "stream"), accepted.statement.stream.text());
    EXPECT_EQ(text_in(event.data, "at"), ledger::to_text(accepted.statement.at));
  }
}

TEST(Events, BeginWithWhatIsNew) {
  support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  Peer peer(served.port());
  ASSERT_TRUE(peer.send(get_request("/api/v1/events")));
  EXPECT_EQ(peer.receive_head().status, 200);
  EXPECT_EQ(peer.read_line(), "retry: 2000");

  for (int i = 0; i < 3; ++i) {
    const Answer posted = served.post(ledger.sign(pledge_draft(i)));
    ASSERT_EQ(posted.status, 201);
    EXPECT_EQ(next_event(peer).id, std::to_string(number_in(json_of(posted), "index")));
  }
}

TEST(Events, ResumeBehindTheLastOneSeen) {
  const support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  Peer by_field(served.port());
  Peer by_parameter(served.port());

  ASSERT_TRUE(by_field.send(get_request("/api/v1/events?after=0", "last-event-id: 3\r\n")));
  ASSERT_TRUE(by_parameter.send(get_request("/api/v1/events?after=5")));

  EXPECT_EQ(by_field.receive_head().status, 200);
  EXPECT_EQ(next_event(by_field).id, "4");
  EXPECT_EQ(by_parameter.receive_head().status, 200);
  EXPECT_EQ(next_event(by_parameter).id, "6");
}

TEST(Events, KnowNoIdBeyondTheLedger) {
  const support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  const std::string size = std::to_string(ledger.statements().size());

  expect_problem(served.get("/api/v1/events", "Last-Event-ID: " + size + "\r\n"), 400,
                 "event_id_invalid");
  expect_problem(served.get("/api/v1/events", "Last-Event-ID: x\r\n"), 400, "event_id_invalid");
  expect_problem(served.get("/api/v1/events?after=" + size), 400, "event_id_invalid");
}

TEST(Events, BeatWhileNothingHappens) {
  ServedLedger served(member_ledger());
  Peer peer(served.port());
  ASSERT_TRUE(peer.send(get_request("/api/v1/events")));
  EXPECT_EQ(peer.receive_head().status, 200);
  EXPECT_EQ(peer.read_line(), "retry: 2000");
  EXPECT_EQ(peer.read_line(), "");

  for (int i = 0; i < 3; ++i) {
    served.let_time_pass(peer, test_limits().heartbeat_every);
    EXPECT_EQ(peer.read_line(), ":");
    EXPECT_EQ(peer.read_line(), "");
  }
}

TEST(Events, AreForABoundedNumberOfSubscribers) {
  Limits limits = test_limits();
  limits.subscribers_max = 1;
  ServedLedger served(member_ledger(), limits);
  {
    Peer first(served.port());
    ASSERT_TRUE(first.send(get_request("/api/v1/events")));
    EXPECT_EQ(first.receive_head().status, 200);
    EXPECT_EQ(first.read_line(), "retry: 2000");

    const Answer second = served.get("/api/v1/events");

    expect_problem(second, 503, "too_many_subscribers");
    EXPECT_EQ(second.header("retry-after"), "30");
  }
  // A subscriber that has left no longer counts.
  std::string metrics;
  do {
    metrics = served.get("/metrics").body;
  } while (metrics.find("pledgebook_subscribers 0\n") == std::string::npos);
  Peer third(served.port());
  ASSERT_TRUE(third.send(get_request("/api/v1/events")));
  EXPECT_EQ(third.receive_head().status, 200);
}

TEST(Events, EndWithTheServer) {
  ServedLedger served(member_ledger());
  Peer peer(served.port());
  ASSERT_TRUE(peer.send(get_request("/api/v1/events")));
  EXPECT_EQ(peer.receive_head().status, 200);
  EXPECT_EQ(peer.read_line(), "retry: 2000");

  served.server().stop();

  EXPECT_EQ(peer.read_to_end(), "\n");
  served.server().wait();
}

TEST(EventFeed, EndsAPageAtItsLimits) {
  const support::LedgerBuilder ledger = member_ledger();
  ServedLedger served(ledger);
  Limits few;
  few.event_page_items_max = 2;
  Limits small;
  small.event_page_bytes_max = 1;
  const ledger::Index end{ledger.statements().size()};

  EXPECT_EQ(support::value_of(read_events(served.store(), ledger::Index{0}, few)).next,
            ledger::Index{2});
  EXPECT_EQ(support::value_of(read_events(served.store(), ledger::Index{0}, small)).next,
            ledger::Index{1});
  const EventPage none = support::value_of(read_events(served.store(), end, few));
  EXPECT_EQ(none.next, end);
  EXPECT_EQ(none.text, "");
}

}  // namespace
}  // namespace pledgebook::server
