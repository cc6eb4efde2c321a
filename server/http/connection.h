// SPDX-License-Identifier: Apache-2.0
// Connection: one socket, plain or under TLS, with what has been read from it and not used, and the
// two deadlines that the sweep looks at. A deadline cancels what is waited for; whoever waited sees
// it fail.
//
// Threads: the I/O thread only.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/clock.h"
#include "server/http/limits.h"
#include "server/io/asio.h"
#include "server/io/tls_context.h"
#include "server/io/tls_stream.h"

namespace pledgebook::server {

class Connection {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  // Limits and clock outlive the connection. `tls` is null for a plain one.
  Connection(Socket socket, TlsContext::Session tls, const Limits& limits,
             const ledger::Clock& clock);

  // Before anything else: what TLS begins with. False where it came to nothing.
  [[nodiscard]] Awaitable<bool> handshake();
  // Why, in a few words; "" for a peer that only left.
  [[nodiscard]] std::string_view handshake_failure() const noexcept {
    return is_overdue_ ? "the client took too long" : tls_->failure();
  }

  // Reads once, beyond what is buffered. False at the end of the stream, on an error, past the
  // deadline, or where the buffer is full.
  [[nodiscard]] Awaitable<bool> read();
  [[nodiscard]] std::string_view buffered() const noexcept {
    return {buffer_.data() + begin_, end_ - begin_};
  }
  void consume(std::size_t bytes) noexcept { begin_ += bytes; }
  // For bodies that are long: fewer and larger reads.
  void grow_buffer();

  // Writes one after the other. False where the peer is gone or takes nothing for too long.
  [[nodiscard]] Awaitable<bool> write(std::string_view head, std::string_view body);

  // Says that no more will be written, and reads on for a moment, so that the peer gets to see the
  // last answer before the connection is reset.
  [[nodiscard]] Awaitable<void> linger();

  // By when reads must have been served; `no_deadline` where the peer owes nothing.
  void read_within(std::chrono::milliseconds span) { read_deadline_ = clock_.monotonic() + span; }
  void no_read_deadline() noexcept { read_deadline_ = Moment::max(); }
  // True once a deadline has passed.
  [[nodiscard]] bool is_overdue() const noexcept { return is_overdue_; }
  // For the sweep: cancels what is overdue. True where it did.
  bool expire(Moment now);

  // Nothing more is read: a read that is waited for sees the end. Writes go on.
  void end_reading();
  // Ends everything that is waited for.
  void close();
  // The same, so that the peer sees a broken connection and not the end of an answer.
  void reset();
  [[nodiscard]] bool is_open() const noexcept { return socket_.is_open(); }
  // How far the peer has gone, told without reading. One that has closed looks like one that only
  // has nothing more to ask, until it answers with a reset to what it is sent.
  enum class PeerState : unsigned char { here, closed_its_side, gone };
  [[nodiscard]] PeerState peer_state();

 private:
  enum class WriteState : unsigned char { done, blocked, failed };
  WriteState write_some();
  // The next bytes to be written, as TLS takes them.
  [[nodiscard]] std::string_view next_record();
  [[nodiscard]] WriteState write_plain(std::size_t& count);
  [[nodiscard]] WriteState write_tls(std::size_t& count);
  [[nodiscard]] Awaitable<bool> read_tls();
  // Until the socket can do it.
  [[nodiscard]] Awaitable<bool> wait_for(Socket::wait_type what);

  Socket socket_;
  std::unique_ptr<TlsStream> tls_;  // null: plain
  std::string record_;              // under TLS: a head and the begin of its body together
  const Limits& limits_;
  const ledger::Clock& clock_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string_view head_out_;  // still to be written
  std::string_view body_out_;
  Moment read_deadline_ = Moment::max();
  Moment write_deadline_ = Moment::max();
  bool is_overdue_ = false;
};

}  // namespace pledgebook::server
