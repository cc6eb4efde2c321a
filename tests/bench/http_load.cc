// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/http_load.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>
#include <thread>

namespace pledgebook::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct Connection {
  int socket = -1;
  std::size_t next = 0;     // request to send
  std::size_t written = 0;  // bytes of the current one
  std::string received;
  SteadyClock::time_point sent_at;
};

int connect_loopback(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd);
    return -1;
  }
  return fd;
}

// The length of the whole answer at the start of `received` and its status, once all of it is
// there.
struct Whole {
  std::size_t bytes;
  int status;
};
std::optional<Whole> whole_answer(std::string_view received) {
  const std::size_t head_end = received.find("\r\n\r\n");
  if (head_end == std::string_view::npos || received.size() < 12) return std::nullopt;
  int status = 0;
  std::from_chars(received.data() + 9, received.data() + 12, status);
  constexpr std::string_view kLength = "Content-Length: ";
  std::size_t length = 0;
  const std::size_t at = received.find(kLength);
  if (at < head_end) {
    std::from_chars(received.data() + at + kLength.size(), received.data() + head_end, length);
  }
  const std::size_t bytes = head_end + 4 + length;
  if (received.size() < bytes) return std::nullopt;
  return Whole{bytes, status};
}

class Load {
 public:
  Load(std::uint16_t port, const std::vector<std::vector<std::string>>& requests)
      : requests_(requests) {
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    connections_.resize(requests.size());
    for (std::size_t i = 0; i < connections_.size(); ++i) {
      connections_[i].socket = connect_loopback(port);
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.u64 = i;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connections_[i].socket, &event);
    }
  }
  ~Load() {
    for (const Connection& connection : connections_) ::close(connection.socket);
    ::close(epoll_);
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  LoadResult run(double seconds_max) {
    const auto begin = SteadyClock::now();
    const auto end = begin + std::chrono::duration_cast<SteadyClock::duration>(
                                 std::chrono::duration<double>(seconds_max));
    for (std::size_t i = 0; i < connections_.size(); ++i) send_next(i);
    std::array<epoll_event, 256> events{};
    while (open_ > 0 && SteadyClock::now() < end) {
      const int count = ::epoll_wait(epoll_, events.data(), events.size(), 100);
      for (int i = 0; i < count; ++i) receive(events.at(static_cast<std::size_t>(i)).data.u64);
    }
    result_.seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
    return percentiles();
  }

 private:
  // The requests are small and the socket's buffer empty: one blocking write takes them whole.
  void send_next(std::size_t i) {
    Connection& connection = connections_[i];
    if (connection.next == requests_[i].size()) return;
    const std::string& request = requests_[i][connection.next++];
    connection.sent_at = SteadyClock::now();
    ++open_;
    std::size_t written = 0;
    while (written < request.size()) {
      const ssize_t n = ::send(connection.socket, request.data() + written,
                               request.size() - written, MSG_NOSIGNAL);
      if (n <= 0) return fail();
      written += static_cast<std::size_t>(n);
    }
  }

  void fail() {
    ++result_.failures;
    --open_;
  }

  void receive(std::size_t i) {
    Connection& connection = connections_[i];
    std::array<char, 16'384> buffer{};
    const ssize_t n = ::recv(connection.socket, buffer.data(), buffer.size(), 0);
    if (n <= 0) {
      ::epoll_ctl(epoll_, EPOLL_CTL_DEL, connection.socket, nullptr);
      return fail();
    }
    connection.received.append(buffer.data(), static_cast<std::size_t>(n));
    const auto whole = whole_answer(connection.received);
    if (!whole) return;
    connection.received.erase(0, whole->bytes);
    result_.latencies_ms.push_back(
        std::chrono::duration<double, std::milli>(SteadyClock::now() - connection.sent_at).count());
    ++result_.answers;
    if (whole->status < 200 || whole->status > 299) ++result_.failures;
    --open_;
    send_next(i);
  }

  LoadResult percentiles() {
    std::ranges::sort(result_.latencies_ms);
    const auto at = [this](double share) {
      if (result_.latencies_ms.empty()) return 0.0;
      const auto last = static_cast<double>(result_.latencies_ms.size() - 1);
      return result_.latencies_ms[static_cast<std::size_t>(share * last)];
    };
    result_.p50_ms = at(0.50);
    result_.p99_ms = at(0.99);
    return result_;
  }

  const std::vector<std::vector<std::string>>& requests_;
  std::vector<Connection> connections_;
  LoadResult result_;
  int epoll_ = -1;
  std::size_t open_ = 0;  // requests not yet answered
};

}  // namespace

StreamResult run_stream(std::uint16_t port, const std::string& request) {
  constexpr std::string_view kLastChunk = "\r\n0\r\n\r\n";
  const auto begin = SteadyClock::now();
  const int fd = connect_loopback(port);
  StreamResult result;
  {
    const std::jthread writer([&] {
      std::size_t written = 0;
      while (written < request.size()) {
        const ssize_t n =
            ::send(fd, request.data() + written, request.size() - written, MSG_NOSIGNAL);
        if (n <= 0) return;
        written += static_cast<std::size_t>(n);
      }
    });
    std::array<char, 65'536> buffer{};
    while (!result.answer.ends_with(kLastChunk)) {
      const ssize_t n = ::recv(fd, buffer.data(), buffer.size(), 0);
      if (n <= 0) {
        result.answer.clear();
        ::shutdown(fd, SHUT_RDWR);
        break;
      }
      result.answer.append(buffer.data(), static_cast<std::size_t>(n));
    }
  }
  ::close(fd);
  result.seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
  return result;
}

LoadResult run_load(std::uint16_t port, const std::vector<std::vector<std::string>>& requests,
                    double seconds_max) {
  return Load(port, requests).run(seconds_max);
}

}  // namespace pledgebook::bench
