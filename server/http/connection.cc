// SPDX-License-Identifier: Apache-2.0
#include "server/http/connection.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace pledgebook::server {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{16} * 1'024;
constexpr std::size_t kLongBufferBytes = std::size_t{64} * 1'024;
// What is read of an unwanted body before the connection is cut.
constexpr std::size_t kLingerBytesMax = std::size_t{256} * 1'024;

}  // namespace

Connection::Connection(Socket socket, const Limits& limits, const ledger::Clock& clock)
    : socket_(std::move(socket)), limits_(limits), clock_(clock), buffer_(kBufferBytes) {
  ErrorCode ignored;  // a socket that takes no options fails at its first read
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
}

Awaitable<bool> Connection::read() {
  if (begin_ == end_) {
    begin_ = end_ = 0;
  } else if (end_ == buffer_.size()) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
  }
  if (end_ == buffer_.size() || is_overdue_) co_return false;
  ErrorCode error;
  const auto space = asio::buffer(buffer_.data() + end_, buffer_.size() - end_);
  auto token = asio::redirect_error(kAwait, error);
  const std::size_t got = co_await socket_.async_read_some(space, token);
  if (error) co_return false;
  end_ += got;
  co_return true;
}

void Connection::grow_buffer() { buffer_.resize(std::max(buffer_.size(), kLongBufferBytes)); }

Connection::WriteState Connection::write_some() {
  while (!head_out_.empty() || !body_out_.empty()) {
    const std::array<asio::const_buffer, 2> out{
        asio::const_buffer(head_out_.data(), head_out_.size()),
        asio::const_buffer(body_out_.data(), body_out_.size())};
    ErrorCode error;
    const std::size_t written = socket_.write_some(out, error);
    if (error == asio::error::would_block) return WriteState::blocked;
    if (error) return WriteState::failed;
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
    ErrorCode error;
    auto token = asio::redirect_error(kAwait, error);
    co_await socket_.async_wait(Socket::wait_write, token);
    write_deadline_ = Moment::max();
    if (error) co_return false;
  }
}

Awaitable<void> Connection::linger() {
  ErrorCode ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  is_overdue_ = false;
  read_within(limits_.linger_max);
  std::size_t seen = 0;
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

bool Connection::is_peer_gone() {
  char byte = 0;
  ErrorCode error;
  const std::size_t got = socket_.receive(asio::buffer(&byte, 1), Socket::message_peek, error);
  if (error == asio::error::would_block) return false;
  return error || got == 0;
}

}  // namespace pledgebook::server
