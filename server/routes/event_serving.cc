// SPDX-License-Identifier: Apache-2.0
#include "server/routes/event_serving.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/http/router.h"
#include "server/routes/event_feed.h"

namespace pledgebook::server {
namespace {

// After a lost connection, a browser connects again after this many milliseconds.
constexpr std::string_view kRetry = "retry: 2000\n\n";

Problem bad_event_id(std::string detail) {
  return {.status = 400,
          .code = "event_id_invalid",
          .detail = std::move(detail),
          .accepted = "the id of an event of this ledger: an index below its size"};
}

Problem too_many_subscribers() {
  return {.status = 503,
          .code = "too_many_subscribers",
          .detail = "too many subscribers are connected; ask for pages of records instead",
          .retry_after_s = 30};
}

}  // namespace

void EventServing::wake() {
  // Waking a subscriber may end it, and so remove it from the set.
  const std::vector<Exchange*> all(subscribers_.begin(), subscribers_.end());
  for (Exchange* subscriber : all) {
    if (subscribers_.contains(subscriber)) subscriber->wake();
  }
}

std::variant<ledger::Index, Problem> EventServing::first_event(const Request& request) const {
  const std::uint64_t size = ledger::number(sequencer_.size());
  std::optional<std::uint64_t> after = integer_parameter(request, "after");
  if (request.last_event_id) {
    after = parse_integer(*request.last_event_id);
    if (!after) return bad_event_id("Last-Event-ID is not the index of a record");
  }
  if (after && *after >= size) return bad_event_id("the ledger has no record of this index yet");
  if (after) return ledger::Index{*after + 1};
  return ledger::Index{integer_parameter(request, "from").value_or(size)};
}

Awaitable<void> EventServing::serve(Exchange& exchange) {
  const auto first = first_event(exchange.request());
  if (const auto* problem = std::get_if<Problem>(&first)) {
    co_await exchange.answer(*problem);
    co_return;
  }
  if (subscribers_.size() >= exchange.context().limits.subscribers_max) {
    const Problem problem = too_many_subscribers();
    co_await exchange.answer(problem);
    co_return;
  }
  const Response head{.status = 200, .content_type = kEventStream};
  const bool begun = co_await exchange.begin(head, Exchange::Ending::connection);
  if (!begun) co_return;
  if (exchange.request().method == Method::head) {
    exchange.end_without_body();
    co_return;
  }
  subscribers_.insert(&exchange);
  ++traffic_.subscribers;
  co_await write_events(exchange, std::get<ledger::Index>(first));
  --traffic_.subscribers;
  subscribers_.erase(&exchange);
}

Awaitable<void> EventServing::write_events(Exchange& exchange, ledger::Index next) {
  const HttpContext& context = exchange.context();
  auto heartbeat_due = Exchange::Moment::max();
  std::string text(kRetry);
  for (;;) {
    if (!text.empty()) {
      // Counted from before the write, so that a client that has read it knows when the next is
      // due.
      heartbeat_due = context.clock.monotonic() + context.limits.heartbeat_every;
      const bool written = co_await exchange.write(text);
      if (!written) co_return;
      text.clear();
    }
    if (exchange.is_stopping()) co_return;
    if (ledger::number(sequencer_.size()) > ledger::number(next)) {
      ledger::Result<EventPage> page = EventPage{};
      auto read = [&] { page = read_events(store_, next, context.limits); };
      const bool is_read = co_await exchange.work_on_answer(Lane::reads, std::move(read));
      if (is_read && !page) {
        exchange.report({.severity = ledger::Severity::error,
                         .event = "events_failed",
                         .text = "records could not be read for a subscriber",
                         .cause = page.error().detail});
      }
      if (!is_read || !page) co_return;
      text = std::move(page->text);
      next = page->next;
      if (!text.empty()) continue;
    }
    co_await exchange.wait(Exchange::Watch::closing, heartbeat_due);
    if (exchange.has_peer_left() || !exchange.is_connected()) co_return;
    if (context.clock.monotonic() >= heartbeat_due) text = kHeartbeat;
  }
}

}  // namespace pledgebook::server
