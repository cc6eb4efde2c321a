// SPDX-License-Identifier: Apache-2.0
// A session that takes a stream of statements: one coroutine reads lines, as far as there is room;
// the other writes answers as they come.
#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <utility>

#include "server/session.h"

namespace pledgebook::server {
namespace {

Problem end_of_stream(unsigned status, std::string code, std::string detail) {
  return {.status = status, .code = std::move(code), .detail = std::move(detail)};
}

Problem body_truncated() {
  return end_of_stream(400, "body_truncated",
                       "the body ended before its last line; what stands above is all that was "
                       "taken");
}

Problem body_malformed() {
  return end_of_stream(400, "not_http",
                       "the body's framing is not well-formed HTTP; what stands above is all that "
                       "was taken");
}

Problem server_stopping() {
  return end_of_stream(503, "stopping",
                       "the server is being stopped; what stands above is all that was taken");
}

}  // namespace

Awaitable<void> Session::read_stream(std::shared_ptr<StatementStream> stream) {
  std::optional<Problem> reason;
  while (!reason && !parser_->is_done()) {
    std::size_t used = 0;
    if (!connection_.buffered().empty()) {
      const auto parsed = parser_->parse(connection_.buffered());
      if (!parsed) reason = body_malformed();
      used = parsed.value_or(0);
      connection_.consume(used);
    }
    std::string& body = parser_->body();
    std::size_t taken = 0;
    while (taken < body.size()) {
      taken += stream->push(std::string_view(body).substr(taken));
      if (taken < body.size()) co_await room_.wait();
    }
    body.clear();
    if (edge_.is_stopping && !parser_->is_done()) reason = server_stopping();
    if (used > 0 || reason || parser_->is_done()) continue;
    connection_.read_within(edge_.limits.body_max);
    const bool got = co_await connection_.read();
    connection_.no_read_deadline();
    if (!got) reason = edge_.is_stopping ? server_stopping() : body_truncated();
  }
  connection_.no_read_deadline();
  is_unread_ = reason.has_value();
  stream->end(std::move(reason));
}

Awaitable<Session::Step> Session::serve_stream() {
  if (edge_.streams >= edge_.limits.streams_max) {
    Problem problem = end_of_stream(503, "too_many_streams",
                                    "too many streams of statements are open; try again later");
    problem.retry_after_s = 5;
    is_unread_ = true;
    refuse(problem);
    co_return co_await send();
  }
  ++edge_.streams;
  connection_.no_read_deadline();
  connection_.grow_buffer();
  // Raised by workers and the sequencer by way of the mailbox, perhaps after the session's end.
  const auto wake = std::make_shared<Signal>();
  auto post_wake = [wake, &mailbox = edge_.mailbox] { mailbox.post([wake] { wake->raise(); }); };
  const auto stream =
      std::make_shared<StatementStream>(edge_.ledger->desk, edge_.limits, post_wake);
  const Framing framing = parser_->head().is_http_1_0 ? Framing::close : Framing::chunked;
  const Response head{.status = 200, .content_type = kNdjson};
  bool writable = co_await begin_endless(head, framing);
  is_reading_stream_ = true;
  auto reader = read_stream(stream);
  auto when_read = [this, wake](const std::exception_ptr&) {
    is_reading_stream_ = false;
    wake->raise();
  };
  asio::co_spawn(edge_.io.get_executor(), std::move(reader), when_read);
  std::string chunk;
  while (is_reading_stream_ || !stream->is_done()) {
    const std::string lines = stream->take();
    if (lines.empty()) {
      co_await wake->wait();
      continue;
    }
    room_.raise();
    edge_.wake_subscribers();
    if (!writable) continue;
    chunk.clear();
    if (framing == Framing::chunked) chunk = chunk_head(lines.size());
    chunk += lines;
    if (framing == Framing::chunked) chunk += "\r\n";
    writable = co_await connection_.write(chunk, {});
    if (!writable) connection_.close();
  }
  edge_.metrics.counters().statement_lines += stream->lines();
  --edge_.streams;
  if (writable && framing == Framing::chunked)
    writable = co_await connection_.write(kLastChunk, {});
  if (!writable) co_return Step::close;
  const bool keep_alive =
      framing == Framing::chunked && !is_unread_ && !edge_.is_stopping && parser_->keep_alive();
  co_return keep_alive ? Step::next_request : Step::linger;
}

}  // namespace pledgebook::server
