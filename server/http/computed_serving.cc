// SPDX-License-Identifier: Apache-2.0
#include "server/http/computed_serving.h"

#include <chrono>
#include <exception>

#include "ledger/gzip.h"
#include "server/http/accept.h"
#include "server/http/problem.h"

namespace pledgebook::server {
namespace {

struct Computed {
  std::shared_ptr<Response> response;
  std::chrono::nanoseconds took{};
};

// On a lane.
Computed run(const Handler& handler, const Request& request, const ledger::Clock& clock) {
  const auto begun = clock.monotonic();
  auto response = std::make_shared<Response>();
  try {
    *response = handler(request);
    if (request.accepts_gzip && response->encoding.empty() &&
        response->body.size() >= kGzipBytesMin) {
      if (auto packed = ledger::gzip(response->body)) {
        response->body = *std::move(packed);
        response->encoding = "gzip";
      }
    }
  } catch (const std::exception& error) {
    *response = to_response(internal_problem(error.what()));
  }
  return {std::move(response), clock.monotonic() - begun};
}

}  // namespace

Awaitable<std::shared_ptr<const Response>> compute(Exchange& exchange, const Handler& handler) {
  const Request& request = exchange.request();
  const ledger::Clock& clock = exchange.context().clock;
  const Lane lane = exchange.route().lane_of(request);
  if (lane == Lane::none) co_return run(handler, request, clock).response;
  Computed computed;
  auto job = [&] { computed = run(handler, request, clock); };
  // A POST is processed even if its client no longer waits for the answer.
  const bool only_asks = exchange.route().method == Method::get;
  const auto watch = only_asks ? Exchange::Watch::closing : Exchange::Watch::reset;
  const auto work = co_await exchange.work(lane, watch, std::move(job));
  if (work != Exchange::Work::done) co_return nullptr;
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(computed.took);
  if (took >= exchange.context().limits.slow_answer_min) {
    exchange.report({.event = "slow_answer",
                     .text = "an answer took long to compute",
                     .milliseconds = static_cast<std::uint64_t>(took.count())});
  }
  co_return std::move(computed.response);
}

Awaitable<void> ComputedServing::serve(Exchange& exchange) {
  if (!exchange.route().bodies.empty()) {
    const bool has_body = co_await exchange.read_body();
    if (!has_body) co_return;
  }
  auto response = co_await compute(exchange, handler_);
  if (response) co_await exchange.answer(std::move(response));
}

}  // namespace pledgebook::server
