// SPDX-License-Identifier: Apache-2.0
#include "server/http/listener.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <chrono>
#include <exception>
#include <utility>

#include "server/http/session.h"

namespace pledgebook::server {
namespace {

using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

// Taken in one turn of the I/O thread. A turn is as long as all that is ready takes: with many busy
// sessions and one connection a turn, a flood of others would stay in the backlog for seconds.
constexpr unsigned kTakenATurnMax = 64;
constexpr std::chrono::milliseconds kRetryAfter{100};

// The answer to a client beyond the limit, without a session.
constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n"
    "Connection: close\r\n\r\n";

// In practice a session throws only if memory runs out. That ends this connection and no other.
void tell_of(HttpContext& context, const std::exception_ptr& failure) {
  if (!failure) return;
  std::string cause;
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    cause = error.what();
  } catch (...) {
    cause = "an exception of an unknown kind";
  }
  context.incidents.report({.severity = ledger::Severity::error,
                            .event = "session_failed",
                            .text = "a connection was ended by an exception",
                            .cause = cause});
}

Awaitable<void> run_session(Socket socket, HttpContext& context) {
  Session session(std::move(socket), context);
  co_await session.run();
}

}  // namespace

ledger::Result<void> Listener::open(const ListeningSocket& socket) {
  LEDGER_TRY(const int descriptor, socket.another());
  ErrorCode error;
  acceptor_.assign(socket.is_ip_6() ? asio::ip::tcp::v6() : asio::ip::tcp::v4(), descriptor, error);
  if (!error) acceptor_.non_blocking(true, error);
  if (error) {
    return std::unexpected(
        ledger::Error{ledger::Errc::storage, "can't listen: " + error.message()});
  }
  port_ = socket.port();
  return {};
}

void Listener::start() {
  auto accepting = accept();
  asio::co_spawn(context_.io.get_executor(), std::move(accepting),
                 [](const std::exception_ptr&) {});
}

void Listener::close() {
  ErrorCode ignored;
  acceptor_.close(ignored);
}

Awaitable<void> Listener::accept() {
  while (acceptor_.is_open()) {
    ErrorCode error;
    auto token = asio::redirect_error(kAwait, error);
    Socket socket(context_.io.get_executor());
    co_await acceptor_.async_accept(socket, token);
    if (!acceptor_.is_open()) co_return;
    if (!error) {
      start_session(std::move(socket));
      error = accept_waiting();
    }
    if (!error) continue;
    // No descriptors or no memory: the connection waits in the backlog meanwhile.
    context_.incidents.report({.severity = ledger::Severity::error,
                               .event = "connection_not_taken",
                               .text =
                                   "a connection could not be accepted: raise the limit of open "
                                   "files, LimitNOFILE",
                               .cause = error.message()});
    Timer timer(context_.io.get_executor(), kRetryAfter);
    ErrorCode ignored;
    auto timer_token = asio::redirect_error(kAwait, ignored);
    co_await timer.async_wait(timer_token);
  }
}

ErrorCode Listener::accept_waiting() {
  ErrorCode error;
  for (unsigned taken = 1; taken < kTakenATurnMax; ++taken) {
    Socket socket(context_.io.get_executor());
    acceptor_.accept(socket, error);
    if (error == asio::error::would_block) return {};
    if (error) return error;
    start_session(std::move(socket));
  }
  return error;
}

void Listener::start_session(Socket socket) {
  Metrics::Counters& counters = context_.metrics.counters();
  if (context_.sessions.size() >= context_.limits.connections_max) {
    ++counters.connections_refused;
    context_.incidents.report({.event = "connection_refused",
                               .text = "the limit of open connections is reached: see whose they "
                                       "are, and limit them per address before the server",
                               .code = "connections_max"});
    ErrorCode ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(kFull), ignored);
    return;
  }
  ++counters.connections_accepted;
  auto session = run_session(std::move(socket), context_);
  auto ended = [&context = context_](const std::exception_ptr& failure) {
    tell_of(context, failure);
  };
  asio::co_spawn(context_.io.get_executor(), std::move(session), std::move(ended));
}

}  // namespace pledgebook::server
