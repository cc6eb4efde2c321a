// SPDX-License-Identifier: Apache-2.0
// TlsStream: TLS over a non-blocking socket. A call never waits; the caller waits until the socket
// is ready, and calls again.
//
// Threads: the I/O thread only.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "server/io/tls_context.h"

namespace pledgebook::server {

class TlsStream {
 public:
  enum class State : unsigned char { done, wants_read, wants_write, ended };

  // The socket outlives the stream. `session` is not null.
  TlsStream(TlsContext::Session session, int socket);
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;
  ~TlsStream() = default;

  [[nodiscard]] State handshake();
  // If done, `count` is the number of bytes. `ended`: no more will come.
  [[nodiscard]] State read(std::span<char> room, std::size_t& count);
  // May write only some of `bytes`, which are not empty. If nothing was written, the next call must
  // have the same bytes; it may have more after them.
  [[nodiscard]] State write(std::string_view bytes, std::size_t& count);
  // Why it has failed, in OpenSSL's words; "" if it has not, or the peer only left.
  [[nodiscard]] std::string_view failure() const noexcept { return failure_; }
  // Sends close_notify, if the socket accepts it now.
  void say_end();

 private:
  [[nodiscard]] State state_of(int outcome);

  const int socket_;
  TlsContext::Session session_;
  bool has_failed_ = false;  // then OpenSSL must not be called again
  std::string_view failure_;
};

}  // namespace pledgebook::server
