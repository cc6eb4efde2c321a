// SPDX-License-Identifier: Apache-2.0
#include "server/writing/statement_serving.h"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "ledger/domain/json/envelope.h"
#include "server/http/request_check.h"

namespace pledgebook::server {
namespace {

static_assert(Limits{}.body_bytes_max == ledger::kEnvelopeBytesMax,
              "a body that is read whole is an envelope");

Problem end_of_stream(unsigned status, std::string code, std::string detail) {
  return {.status = status, .code = std::move(code), .detail = std::move(detail)};
}

Problem body_truncated() {
  return end_of_stream(
      400, "body_truncated",
      "the body ended before its last line; the answers above are for all lines that were "
      "read");
}

Problem body_malformed() {
  return end_of_stream(
      400, "not_http",
      "the body's framing is not well-formed HTTP; the answers above are for all lines that "
      "were read");
}

Problem stream_stopping() {
  return end_of_stream(
      503, "stopping",
      "the server is stopping; the answers above are for all lines that were read");
}

// The answers as they are sent. A line that the server failed to process is reported in the
// journal.
std::string text_of(Exchange& exchange, const std::vector<StatementStream::LineOutcome>& answers) {
  std::string lines;
  for (const auto& [number, outcome] : answers) {
    std::string reference;
    const auto* problem = std::get_if<Problem>(&outcome);
    if (problem != nullptr && problem->status >= kServerFault) {
      reference = exchange.report({.event = "statement_refused",
                                   .text = problem->detail,
                                   .code = problem->code,
                                   .cause = problem->cause});
    }
    lines += to_line(number, outcome, reference);
  }
  return lines;
}

}  // namespace

StatementServing::StatementServing(ledger::Sequencer& sequencer, const Limits& limits,
                                   Traffic& traffic, std::function<void()> on_recorded)
    : submitter_(sequencer),
      shares_(limits),
      traffic_(traffic),
      on_recorded_(std::move(on_recorded)) {}

Awaitable<void> StatementServing::serve(Exchange& exchange) {
  const bool is_stream = body_of(exchange.route(), exchange.request())->is_stream;
  if (is_stream) {
    co_await serve_stream(exchange);
  } else {
    co_await serve_one(exchange);
  }
}

Awaitable<void> StatementServing::serve_one(Exchange& exchange) {
  const bool has_body = co_await exchange.read_body();
  if (!has_body) co_return;
  Outcome outcome;
  // Once the sequencer has it, it can't be taken back, so we always wait for its answer.
  auto take = [&](Exchange::Done done) {
    auto examined = submitter_.examine(exchange.request().body);
    if (auto* problem = std::get_if<Problem>(&examined)) {
      outcome = std::move(*problem);
      done();
      return;
    }
    submitter_.submit(std::get<ledger::Candidate>(std::move(examined)),
                      [&outcome, done = std::move(done)](Outcome given) {
                        outcome = std::move(given);
                        done();
                      });
  };
  const auto work =
      co_await exchange.work_until_done(Lane::statements, Exchange::Watch::reset, std::move(take));
  if (work != Exchange::Work::done) co_return;
  auto response = std::make_shared<const Response>(to_response(outcome));
  if (response->status == 201) on_recorded_();
  co_await exchange.answer(std::move(response));
}

Awaitable<void> StatementServing::serve_stream(Exchange& exchange) {
  if (shares_.is_full()) {
    exchange.leave_body_unread();
    Problem problem = end_of_stream(503, "too_many_streams",
                                    "too many streams of statements are open; try again later");
    problem.retry_after_s = 5;
    co_await exchange.answer(problem);
    co_return;
  }
  shares_.open();
  co_await take_stream(exchange);
  shares_.close();
}

Awaitable<void> StatementServing::take_stream(Exchange& exchange) {
  HttpContext& context = exchange.context();
  exchange.grow_buffer();
  const Response head{.status = 200, .content_type = kNdjson};
  const bool begun = co_await exchange.begin(head);
  if (!begun) co_return;
  // A lane or the sequencer may keep the stream longer than the exchange lives; the wake must not
  // reach a dead exchange.
  const auto is_here = std::make_shared<bool>(true);
  auto wake = [is_here, &exchange, &tasks = context.tasks] {
    tasks.post([is_here, &exchange] {
      if (*is_here) exchange.wake();
    });
  };
  Stream stream;
  stream.statements = std::make_shared<StatementStream>(submitter_, context.lanes[Lane::lines],
                                                        shares_, std::move(wake));
  auto reader = read(exchange, stream);
  auto when_read = [&exchange, &stream](const std::exception_ptr&) {
    stream.is_reading = false;
    exchange.wake();
  };
  asio::co_spawn(context.io.get_executor(), std::move(reader), when_read);
  co_await answer(exchange, stream);
  *is_here = false;
  traffic_.statement_lines += stream.statements->lines();
  co_await exchange.end();
}

Awaitable<void> StatementServing::read(Exchange& exchange, Stream& stream) {
  std::optional<Problem> reason;
  std::string piece;
  bool is_whole = false;
  while (!reason && !is_whole) {
    piece.clear();
    exchange.read_within(exchange.context().limits.body_max);
    const auto got = co_await exchange.read_piece(piece);
    exchange.no_read_deadline();
    std::size_t taken = 0;
    while (taken < piece.size()) {
      taken += stream.statements->push(std::string_view(piece).substr(taken));
      if (taken < piece.size()) co_await stream.room.wait();
    }
    is_whole = got == Exchange::Piece::end;
    if (got == Exchange::Piece::malformed) reason = body_malformed();
    if (got == Exchange::Piece::broken) reason = body_truncated();
    if (!is_whole && exchange.is_stopping()) reason = stream_stopping();
  }
  if (reason) exchange.leave_body_unread();
  stream.statements->end(std::move(reason));
}

Awaitable<void> StatementServing::answer(Exchange& exchange, Stream& stream) {
  bool writable = true;
  while (stream.is_reading || !stream.statements->is_done()) {
    // Lines read so far are answered; nothing more is read.
    if (exchange.is_stopping()) exchange.end_reading();
    if (exchange.has_peer_left() || !writable) {
      stream.statements->abandon();
      exchange.close();
    }
    const auto answers = stream.statements->take();
    if (answers.empty()) {
      co_await exchange.wait(Exchange::Watch::reset);
      continue;
    }
    stream.room.raise();
    on_recorded_();
    if (!writable || exchange.has_peer_left()) continue;
    std::string lines = text_of(exchange, answers);
    writable = co_await exchange.write(lines);
  }
}

}  // namespace pledgebook::server
