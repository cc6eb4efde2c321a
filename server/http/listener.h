// SPDX-License-Identifier: Apache-2.0
// Listener: accepts connections, and starts a session for each. An error of one connection never
// ends the listener. If the process has no free descriptors, it waits until there are some.
//
// Threads: the I/O thread only, but open, before it runs.
#pragma once

#include <cstdint>

#include "ledger/error.h"
#include "server/http/http_context.h"
#include "server/http/listening_socket.h"
#include "server/io/asio.h"

namespace pledgebook::server {

class Listener {
 public:
  // The context outlives the listener.
  explicit Listener(HttpContext& context)
      : context_(context), acceptor_(context.io.get_executor()) {}

  // Accepts from this socket, which may close before the listener, or live on after it.
  [[nodiscard]] ledger::Result<void> open(const ListeningSocket& socket);
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  // Accepts until close().
  void start();
  void close();

 private:
  Awaitable<void> accept();
  // Those that wait already, without waiting for more.
  ErrorCode accept_waiting();
  void start_session(Socket socket);

  HttpContext& context_;
  Acceptor acceptor_;
  std::uint16_t port_ = 0;
};

}  // namespace pledgebook::server
