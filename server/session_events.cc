// SPDX-License-Identifier: Apache-2.0
// A session that sends events: it pulls pages from the log at the pace at which its peer reads.
#include <exception>
#include <utility>

#include "server/routes/event_feed.h"
#include "server/session.h"

namespace pledgebook::server {
namespace {

// After a lost connection a browser comes back after so many milliseconds.
constexpr std::string_view kRetry = "retry: 2000\n\n";

Problem bad_event_id(std::string detail) {
  return {.status = 400,
          .code = "event_id_invalid",
          .detail = std::move(detail),
          .accepted = "the id of an event of this ledger: an index below its size"};
}

}  // namespace

std::variant<ledger::Index, Problem> Session::first_event() const {
  const std::uint64_t size = ledger::number(edge_.ledger->sequencer.size());
  std::optional<std::uint64_t> after = integer_parameter(request_, "after");
  if (request_.last_event_id) {
    after = parse_integer(*request_.last_event_id);
    if (!after) return bad_event_id("Last-Event-ID is not the index of a record");
  }
  if (after && *after >= size) return bad_event_id("the ledger has no record of this index yet");
  if (after) return ledger::Index{*after + 1};
  return ledger::Index{integer_parameter(request_, "from").value_or(size)};
}

Awaitable<Session::Step> Session::serve_events() {
  const auto first = first_event();
  const bool is_full = edge_.subscribers.size() >= edge_.limits.subscribers_max;
  if (const auto* problem = std::get_if<Problem>(&first)) refuse(*problem);
  if (!answer_ && is_full) {
    refuse({.status = 503,
            .code = "too_many_subscribers",
            .detail = "too many subscribers are connected; ask for pages of records instead",
            .retry_after_s = 30});
  }
  if (answer_) co_return co_await send();
  connection_.no_read_deadline();
  const Response head{.status = 200, .content_type = kEventStream};
  const bool begun = co_await begin_endless(head, Framing::close);
  if (!begun) co_return Step::close;
  if (request_.method == Method::head) co_return Step::linger;
  is_subscribed_ = true;
  edge_.subscribers.insert(&events_);
  ++edge_.metrics.counters().subscribers;
  co_await write_events(std::get<ledger::Index>(first));
  --edge_.metrics.counters().subscribers;
  edge_.subscribers.erase(&events_);
  is_subscribed_ = false;
  co_return Step::close;
}

Awaitable<void> Session::write_events(ledger::Index next) {
  std::string text(kRetry);
  for (;;) {
    if (!text.empty()) {
      // Counted from before the write, so that whoever has read it knows when the next is due.
      heartbeat_due_ = edge_.clock.monotonic() + edge_.limits.heartbeat_every;
      const bool written = co_await connection_.write(text, {});
      if (!written) co_return;
      text.clear();
    }
    if (edge_.is_stopping) co_return;
    if (ledger::number(edge_.ledger->sequencer.size()) > ledger::number(next)) {
      ledger::Result<EventPage> page = EventPage{};
      auto read = [this, next, &page] {
        page = read_events(edge_.ledger->store, next, edge_.limits);
        edge_.mailbox.post([this] { answered_.raise(); });
      };
      edge_.workers.post(std::move(read));
      co_await answered_.wait();
      if (!page) co_return;
      text = std::move(page->text);
      next = page->next;
      if (!text.empty()) continue;
    }
    co_await events_.wait();
    if (!connection_.is_open()) co_return;
    if (edge_.clock.monotonic() >= heartbeat_due_) text = kHeartbeat;
  }
}

}  // namespace pledgebook::server
