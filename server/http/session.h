// SPDX-License-Identifier: Apache-2.0
// Session: one connection, from its first request to its last. Requests are served one after
// another, so that answers keep their order even if requests are pipelined. The session finds the
// route, and the route's Serving answers (serving.h).
//
// Threads: the I/O thread only.
#pragma once

#include <cstdint>
#include <optional>

#include "server/http/connection.h"
#include "server/http/exchange.h"
#include "server/http/http_context.h"
#include "server/http/request_parser.h"

namespace pledgebook::server {

class Session {
 public:
  // The context outlives the session.
  Session(Socket socket, HttpContext& context);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Serves until the connection ends. The session must outlive it.
  [[nodiscard]] Awaitable<void> run();

  // The sweep: cancels overdue operations, and wakes waits whose time has come. It may end the
  // session.
  void sweep(Connection::Moment now);
  // Ends the session as soon as it has no answer left to send; perhaps at once.
  void stop();
  // Ends it now, but still waits for a statement that the sequencer has.
  void cut();
  // How long it may continue after the stop.
  [[nodiscard]] std::chrono::milliseconds drain_max() const;

 private:
  void tell_of_handshake();
  // One request and its answer.
  Awaitable<Exchange::After> serve_one();
  // Bytes until the head is whole.
  enum class Head : std::uint8_t { whole, none, refused };
  Awaitable<Head> read_head();
  // Parses the bytes received. Returns the problem if they are not a valid head.
  [[nodiscard]] std::optional<Problem> parse_head();

  HttpContext& context_;
  Connection connection_;
  std::uint32_t requests_ = 0;
  bool is_between_requests_ = true;  // no byte of the next request was received

  // Of the current request:
  std::optional<RequestParser> parser_;
  std::size_t head_bytes_ = 0;
  std::optional<Exchange> exchange_;
};

}  // namespace pledgebook::server
