// SPDX-License-Identifier: Apache-2.0
// TlsStream: TLS over a socket that does not block. It only tries; who calls waits until the socket
// can do what is wanted, and tries again.
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
  // `count` says how many bytes, where it is done. `ended`: no more will come.
  [[nodiscard]] State read(std::span<char> room, std::size_t& count);
  // Perhaps only some of `bytes`, which are not empty. What was wanted and not done is tried again
  // with the same bytes, and more behind them if there are.
  [[nodiscard]] State write(std::string_view bytes, std::size_t& count);
  // Why it has failed, in OpenSSL's words; "" where it has not, or the peer only left.
  [[nodiscard]] std::string_view failure() const noexcept { return failure_; }
  // Says that no more will be written, as far as the socket takes it.
  void say_end();

 private:
  [[nodiscard]] State state_of(int outcome);

  const int socket_;
  TlsContext::Session session_;
  bool has_failed_ = false;  // then OpenSSL must not be called again
  std::string_view failure_;
};

}  // namespace pledgebook::server
