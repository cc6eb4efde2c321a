// SPDX-License-Identifier: Apache-2.0
// Connection: one socket, plain or under TLS, with a buffer of bytes read but not used yet, and two
// deadlines that the sweep checks. A deadline that has passed cancels the pending operation, which
// then fails.
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

  // The TLS handshake, before anything else. False if it failed.
  [[nodiscard]] Awaitable<bool> handshake();
  // Why, in a few words; "" for a peer that only left.
  [[nodiscard]] std::string_view handshake_failure() const noexcept {
    return is_overdue_ ? "the client took too long" : tls_->failure();
  }

  // Reads once, and adds to the buffer. False at the end of the stream, on an error, after the
  // deadline, or if the buffer is full.
  [[nodiscard]] Awaitable<bool> read();
  [[nodiscard]] std::string_view buffered() const noexcept {
    return {buffer_.data() + begin_, end_ - begin_};
  }
  void consume(std::size_t bytes) noexcept { begin_ += bytes; }
  // For long bodies: fewer and larger reads.
  void grow_buffer();

  // Writes both. False if the peer is gone, or receives nothing for too long.
  [[nodiscard]] Awaitable<bool> write(std::string_view head, std::string_view body);

  // Shuts down sending, and reads on for a moment, so that the peer receives the last answer before
  // the connection is reset.
  [[nodiscard]] Awaitable<void> linger();

  // The deadline of reads; none while nothing is expected of the peer.
  void read_within(std::chrono::milliseconds span) { read_deadline_ = clock_.monotonic() + span; }
  void no_read_deadline() noexcept { read_deadline_ = Moment::max(); }
  // True once a deadline has passed.
  [[nodiscard]] bool is_overdue() const noexcept { return is_overdue_; }
  // For the sweep: cancels overdue operations. True if there were any.
  bool expire(Moment now);

  // Stops reading: a pending read sees the end of the stream. Writes go on.
  void end_reading();
  // Cancels all pending operations.
  void close();
  // The same, but the peer sees a broken connection, not the end of an answer.
  void reset();
  [[nodiscard]] bool is_open() const noexcept { return socket_.is_open(); }
  // Whether the peer is still there, found out without reading. A peer that has closed its socket
  // looks like one that only has nothing more to ask, until it resets the connection because it is
  // sent something.
  enum class PeerState : unsigned char { here, closed_its_side, gone };
  [[nodiscard]] PeerState peer_state();

 private:
  enum class WriteState : unsigned char { done, blocked, failed };
  WriteState write_some();
  // The bytes of the next TLS record.
  [[nodiscard]] std::string_view next_record();
  [[nodiscard]] WriteState write_plain(std::size_t& count);
  [[nodiscard]] WriteState write_tls(std::size_t& count);
  [[nodiscard]] Awaitable<bool> read_tls();
  // Waits until the socket is ready.
  [[nodiscard]] Awaitable<bool> wait_for(Socket::wait_type what);

  Socket socket_;
  std::unique_ptr<TlsStream> tls_;  // null: plain
  std::string record_;              // under TLS: a head and the beginning of its body together
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
