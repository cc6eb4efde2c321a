// SPDX-License-Identifier: Apache-2.0
#include "server/http/connection.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <utility>

namespace pledgebook::server {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{16} * 1'024;
constexpr std::size_t kLongBufferBytes = std::size_t{64} * 1'024;
constexpr std::size_t kRecordBytes = std::size_t{16} * 1'024;  // of one TLS record, at most
// How much of an unwanted body is read before the connection is closed.
constexpr std::size_t kLingerBytesMax = std::size_t{256} * 1'024;

}  // namespace

Connection::Connection(Socket socket, TlsContext::Session tls, const Limits& limits,
                       const ledger::Clock& clock)
    : socket_(std::move(socket)), limits_(limits), clock_(clock), buffer_(kBufferBytes) {
  ErrorCode ignored;  // a socket that takes no options fails at its first read
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  if (tls) tls_ = std::make_unique<TlsStream>(std::move(tls), socket_.native_handle());
}

Awaitable<bool> Connection::wait_for(Socket::wait_type what) {
  ErrorCode error;
  auto token = asio::redirect_error(kAwait, error);
  co_await socket_.async_wait(what, token);
  co_return !error;
}

Awaitable<bool> Connection::handshake() {
  read_within(limits_.handshake_max);
  for (;;) {
    const TlsStream::State state = tls_->handshake();
    if (state == TlsStream::State::done) break;
    if (state == TlsStream::State::ended || is_overdue_) co_return false;
    const bool ready = co_await wait_for(
        state == TlsStream::State::wants_read ? Socket::wait_read : Socket::wait_write);
    if (!ready) co_return false;
  }
  no_read_deadline();
  co_return true;
}

Awaitable<bool> Connection::read() {
  if (begin_ == end_) {
    begin_ = end_ = 0;
  } else if (end_ == buffer_.size()) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
  }
  if (end_ == buffer_.size() || is_overdue_) co_return false;
  if (tls_) {
    const bool got = co_await read_tls();
    co_return got;
  }
  ErrorCode error;
  const auto space = asio::buffer(buffer_.data() + end_, buffer_.size() - end_);
  auto token = asio::redirect_error(kAwait, error);
  const std::size_t got = co_await socket_.async_read_some(space, token);
  if (error) co_return false;
  end_ += got;
  co_return true;
}

Awaitable<bool> Connection::read_tls() {
  for (;;) {
    std::size_t got = 0;
    const TlsStream::State state = tls_->read(std::span(buffer_).subspan(end_), got);
    if (state == TlsStream::State::done) {
      end_ += got;
      co_return true;
    }
    if (state == TlsStream::State::ended || is_overdue_) co_return false;
    const bool ready = co_await wait_for(
        state == TlsStream::State::wants_read ? Socket::wait_read : Socket::wait_write);
    if (!ready) co_return false;
  }
}

void Connection::grow_buffer() { buffer_.resize(std::max(buffer_.size(), kLongBufferBytes)); }

Connection::WriteState Connection::write_plain(std::size_t& count) {
  const std::array<asio::const_buffer, 2> out{
      asio::const_buffer(head_out_.data(), head_out_.size()),
      asio::const_buffer(body_out_.data(), body_out_.size())};
  ErrorCode error;
  count = socket_.write_some(out, error);
  if (error == asio::error::would_block) return WriteState::blocked;
  return error ? WriteState::failed : WriteState::done;
}

std::string_view Connection::next_record() {
  if (head_out_.empty()) return body_out_;
  // A short answer fits one record and one packet. The bytes stay the same until some of them are
  // written, as TLS needs for a retry.
  record_ = head_out_.substr(0, kRecordBytes);
  record_ += body_out_.substr(0, kRecordBytes - record_.size());
  return record_;
}

Connection::WriteState Connection::write_tls(std::size_t& count) {
  const TlsStream::State state = tls_->write(next_record(), count);
  if (state == TlsStream::State::done) return WriteState::done;
  return state == TlsStream::State::ended ? WriteState::failed : WriteState::blocked;
}

Connection::WriteState Connection::write_some() {
  while (!head_out_.empty() || !body_out_.empty()) {
    std::size_t written = 0;
    const WriteState state = tls_ ? write_tls(written) : write_plain(written);
    if (state != WriteState::done) return state;
    const std::size_t of_head = std::min(written, head_out_.size());
    head_out_.remove_prefix(of_head);
    body_out_.remove_prefix(written - of_head);
  }
  return WriteState::done;
}

Awaitable<bool> Connection::write(std::string_view head, std::string_view body) {
  head_out_ = head;
  body_out_ = body;
  for (;;) {
    const WriteState state = write_some();
    if (state != WriteState::blocked) co_return state == WriteState::done;
    write_deadline_ = clock_.monotonic() + limits_.write_max;
    const bool ready = co_await wait_for(Socket::wait_write);
    write_deadline_ = Moment::max();
    if (!ready) co_return false;
  }
}

Awaitable<void> Connection::linger() {
  if (tls_) tls_->say_end();
  ErrorCode ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  is_overdue_ = false;
  read_within(limits_.linger_max);
  std::size_t seen = 0;
  // Incoming bytes are discarded, so they are not decrypted.
  tls_.reset();
  bool more = true;
  while (more && seen < kLingerBytesMax) {
    begin_ = end_ = 0;
    more = co_await read();
    seen += end_;
  }
}

bool Connection::expire(Moment now) {
  if (now < std::min(read_deadline_, write_deadline_)) return false;
  read_deadline_ = write_deadline_ = Moment::max();
  is_overdue_ = true;
  ErrorCode ignored;
  socket_.cancel(ignored);
  return true;
}

void Connection::end_reading() {
  ErrorCode ignored;
  socket_.shutdown(Socket::shutdown_receive, ignored);
}

void Connection::close() {
  ErrorCode ignored;
  socket_.close(ignored);
}

void Connection::reset() {
  ErrorCode ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  close();
}

Connection::PeerState Connection::peer_state() {
  if (!is_open()) return PeerState::gone;
  pollfd look{.fd = socket_.native_handle(), .events = POLLRDHUP, .revents = 0};
  if (::poll(&look, 1, 0) <= 0) return PeerState::here;
  if ((look.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) return PeerState::gone;
  return (look.revents & POLLRDHUP) != 0 ? PeerState::closed_its_side : PeerState::here;
}

}  // namespace pledgebook::server
