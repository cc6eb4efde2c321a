// SPDX-License-Identifier: Apache-2.0
#include "server/http/listening_socket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "server/http/router.h"
#include "server/io/asio.h"

namespace pledgebook::server {
namespace {

using Endpoint = asio::ip::tcp::endpoint;

constexpr int kBacklog = 4'096;  // the system may allow fewer: net.core.somaxconn

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

// errno; 0 for none.
int listen_at(int descriptor, const Endpoint& endpoint) {
  const int on = 1;
  const auto size = static_cast<socklen_t>(endpoint.size());
  const bool is_done = ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
                       ::bind(descriptor, endpoint.data(), size) == 0 &&
                       ::listen(descriptor, kBacklog) == 0;
  return is_done ? 0 : errno;
}

std::uint16_t port_of(int descriptor) {
  Endpoint endpoint;
  auto size = static_cast<socklen_t>(endpoint.capacity());
  if (::getsockname(descriptor, endpoint.data(), &size) != 0) return 0;
  endpoint.resize(size);
  return endpoint.port();
}

}  // namespace

ledger::Result<ListeningSocket> ListeningSocket::open(const std::string& address) {
  const auto endpoint = parse_address(address);
  if (!endpoint) {
    return std::unexpected(ledger::Error{ledger::Errc::storage,
                                         "\"" + address +
                                             "\" is not an address to listen on: give one such as "
                                             "127.0.0.1:8080 or [::1]:8080"});
  }
  constexpr int kType = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
  ListeningSocket socket(::socket(endpoint->protocol().family(), kType, 0),
                         endpoint->address().is_v6());
  const int error = socket.descriptor_ < 0 ? errno : listen_at(socket.descriptor_, *endpoint);
  if (error != 0) {
    return std::unexpected(
        ledger::Error{error == EADDRINUSE ? ledger::Errc::busy : ledger::Errc::storage,
                      "can't listen on " + address + ": " + std::system_category().message(error) +
                          "; choose another address"});
  }
  socket.port_ = port_of(socket.descriptor_);
  return socket;
}

ListeningSocket::ListeningSocket(ListeningSocket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      is_ip_6_(other.is_ip_6_),
      port_(other.port_) {}

ListeningSocket& ListeningSocket::operator=(ListeningSocket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(is_ip_6_, other.is_ip_6_);
  std::swap(port_, other.port_);
  return *this;
}

ListeningSocket::~ListeningSocket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

ledger::Result<int> ListeningSocket::another() const {
  const int descriptor = ::fcntl(descriptor_, F_DUPFD_CLOEXEC, 0);
  if (descriptor >= 0) return descriptor;
  return std::unexpected(ledger::Error{
      ledger::Errc::storage,
      "the listening socket can't be shared: " + std::system_category().message(errno)});
}

}  // namespace pledgebook::server
