// SPDX-License-Identifier: Apache-2.0
#include "server/http/listener.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include "server/http/router.h"
#include "server/http/session.h"

namespace pledgebook::server {
namespace {

using Endpoint = asio::ip::tcp::endpoint;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

constexpr int kBacklog = 4'096;  // the system may allow fewer: net.core.somaxconn
// Taken in one turn of the I/O thread. A turn is as long as all that is ready takes: with many busy
// sessions and one connection a turn, a flood of others would stay in the backlog for seconds.
constexpr unsigned kTakenATurnMax = 64;
constexpr std::chrono::milliseconds kRetryAfter{100};

// The answer to a client beyond the limit, without a session.
constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n"
    "Connection: close\r\n\r\n";

std::optional<Endpoint> parse_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  const auto port = parse_integer(std::string_view(text).substr(colon + 1));
  ErrorCode error;
  const auto address = asio::ip::make_address(host, error);
  if (error || !port || *port > 65'535) return std::nullopt;
  return Endpoint(address, static_cast<std::uint16_t>(*port));
}

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

ledger::Result<void> Listener::open(const std::string& address) {
  const auto endpoint = parse_address(address);
  if (!endpoint) {
    return std::unexpected(ledger::Error{ledger::Errc::storage,
                                         "\"" + address +
                                             "\" is not an address to listen on: give one such as "
                                             "127.0.0.1:8080 or [::1]:8080"});
  }
  ErrorCode error;
  acceptor_.open(endpoint->protocol(), error);
  if (!error) acceptor_.set_option(Acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(*endpoint, error);
  if (!error) acceptor_.listen(kBacklog, error);
  if (!error) acceptor_.non_blocking(true, error);
  if (error) {
    return std::unexpected(ledger::Error{
        error == asio::error::address_in_use ? ledger::Errc::busy : ledger::Errc::storage,
        "can't listen on " + address + ": " + error.message() + "; choose another address"});
  }
  port_ = acceptor_.local_endpoint(error).port();
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
