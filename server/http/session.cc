// SPDX-License-Identifier: Apache-2.0
#include "server/http/session.h"

#include <exception>
#include <memory>
#include <string>
#include <utility>

#include "server/http/request_check.h"
#include "server/http/serving.h"

namespace pledgebook::server {
namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Session::Session(Socket socket, HttpContext& context)
    : context_(context),
      connection_(std::move(socket), context.tls == nullptr ? nullptr : context.tls->new_session(),
                  context.limits, context.clock) {
  context_.sessions.insert(this);
  ++context_.metrics.counters().connections;
}

Session::~Session() {
  context_.sessions.erase(this);
  --context_.metrics.counters().connections;
  if (context_.is_stopping && context_.sessions.empty()) context_.on_empty();
}

Awaitable<void> Session::run() {
  if (context_.tls != nullptr) {
    const bool begun = co_await connection_.handshake();
    if (!begun) {
      tell_of_handshake();
      connection_.close();
      co_return;
    }
  }
  auto after = Exchange::After::next_request;
  while (after == Exchange::After::next_request) after = co_await serve_one();
  if (after == Exchange::After::linger) co_await connection_.linger();
  connection_.close();
}

void Session::tell_of_handshake() {
  ++context_.metrics.counters().handshakes_failed;
  const std::string_view cause = connection_.handshake_failure();
  // One that left without a fault, as a check of the port does, is only counted.
  if (cause.empty()) return;
  context_.incidents.report({.event = "handshake_failed",
                             .text = "a client and this server could not agree on TLS 1.3: see "
                                     "whether the client trusts the certificate",
                             .cause = cause});
}

void Session::sweep(Connection::Moment now) {
  if (connection_.expire(now)) {
    ++context_.metrics.counters().connections_overdue;
    // An idle one is closed without an answer.
    if (!is_between_requests_ && exchange_) {
      exchange_->report({.event = "connection_cut",
                         .text = "a client neither sent nor received anything for too long",
                         .code = "overdue"});
    }
  }
  if (exchange_) exchange_->sweep(now);
}

void Session::stop() {
  if (is_between_requests_) connection_.end_reading();
  if (exchange_) exchange_->stop();
}

void Session::cut() {
  const bool is_owed = !is_between_requests_ && exchange_ && connection_.is_open() &&
                       exchange_->after() != Exchange::After::linger;
  if (is_owed) {
    exchange_->report({.event = "connection_cut",
                       .text = "a request was not answered by the time that the server had to end",
                       .code = "stopping"});
  }
  connection_.close();
  if (exchange_) exchange_->cut();
}

std::chrono::milliseconds Session::drain_max() const {
  return exchange_ ? exchange_->drain_max() : context_.limits.drain_max;
}

Awaitable<Exchange::After> Session::serve_one() {
  exchange_.reset();
  parser_.emplace();
  head_bytes_ = 0;
  exchange_.emplace(context_, connection_, *parser_);
  if (++requests_ >= context_.limits.requests_per_connection_max) exchange_->set_last();
  const Head head = co_await read_head();
  if (head != Head::whole) co_return exchange_->after();
  exchange_->begin_clock();
  auto refusal = check_request(*parser_, context_.router, context_.limits, context_.paths_hint,
                               exchange_->request(), exchange_->match());
  if (refusal) {
    if (!parser_->is_done()) exchange_->leave_body_unread();
    auto response = std::make_shared<const Response>(*std::move(refusal));
    co_await exchange_->answer(std::move(response));
    co_return exchange_->after();
  }
  if (!parser_->is_done() && !parser_->head().expect.empty()) {
    const bool written = co_await connection_.write(kContinue, {});
    if (!written) co_return Exchange::After::close;
  }
  co_await exchange_->route().serving->serve(*exchange_);
  co_return exchange_->after();
}

Awaitable<Session::Head> Session::read_head() {
  is_between_requests_ = true;
  connection_.read_within(context_.limits.idle_max);
  std::optional<Problem> problem;
  while (!problem) {
    if (!connection_.buffered().empty()) {
      if (std::exchange(is_between_requests_, false))
        connection_.read_within(context_.limits.header_max);
      problem = parse_head();
      if (problem) break;
      if (parser_->is_header_done()) co_return Head::whole;
    }
    if (is_between_requests_ && context_.is_stopping) co_return Head::none;
    const bool got = co_await connection_.read();
    if (got) continue;
    if (is_between_requests_ || !connection_.is_overdue()) co_return Head::none;
    problem = Problem{
        .status = 408, .code = "request_timeout", .detail = "the request did not arrive in time"};
  }
  ++context_.metrics.counters().malformed_requests;
  exchange_->leave_body_unread();
  exchange_->begin_clock();
  co_await exchange_->answer(*problem);
  co_return Head::refused;
}

std::optional<Problem> Session::parse_head() {
  const auto used = parser_->parse(connection_.buffered());
  if (!used && parser_->is_version_unknown()) {
    return Problem{.status = 505,
                   .code = "http_version_unknown",
                   .detail = "this version of HTTP is not supported",
                   .accepted = "HTTP/1.1 or HTTP/1.0"};
  }
  if (!used) {
    return Problem{
        .status = 400, .code = "not_http", .detail = "the request is not well-formed HTTP"};
  }
  connection_.consume(*used);
  head_bytes_ += *used;
  const std::size_t left = parser_->is_header_done() ? 0 : connection_.buffered().size();
  const std::size_t bytes_max = context_.limits.header_bytes_max;
  if (head_bytes_ + left <= bytes_max) return std::nullopt;
  return Problem{.status = 431,
                 .code = "header_too_large",
                 .detail = "the request's head is larger than its limit",
                 .accepted = "at most " + std::to_string(bytes_max) + " bytes"};
}

}  // namespace pledgebook::server
