// SPDX-License-Identifier: Apache-2.0
#include "tests/server/peer.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <csignal>

namespace pledgebook::server {
namespace {

constexpr int kPatienceS = 30;
constexpr int kLittleRoom = 4'096;
constexpr int kLittleSegment = 536;

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

Peer::Peer(std::uint16_t port, Taking taking) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  timeval patience{kPatienceS, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (taking == Taking::little) {
    // Small segments too: the sender's side keeps room for some of them.
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &kLittleRoom, sizeof kLittleRoom);
    ::setsockopt(socket_, IPPROTO_TCP, TCP_MAXSEG, &kLittleSegment, sizeof kLittleSegment);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
}

Peer::~Peer() { ::close(socket_); }

void Peer::FreeTls::operator()(ssl_st* tls) const noexcept { SSL_free(tls); }

bool Peer::begin_tls(const TlsWish& wish) {
  // OpenSSL's socket raises it if the server has closed.
  std::signal(SIGPIPE, SIG_IGN);
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()),
                                                                  SSL_CTX_free);
  const std::unique_ptr<BIO, decltype(&BIO_free)> text(
      BIO_new_mem_buf(wish.authority.data(), static_cast<int>(wish.authority.size())), BIO_free);
  const std::unique_ptr<X509, decltype(&X509_free)> authority(
      PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), X509_free);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), authority.get());
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  if (wish.is_old) SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
  tls_.reset(SSL_new(context.get()));
  SSL_set1_host(tls_.get(), "localhost");
  if (!wish.protocol.empty()) {
    const std::string named = static_cast<char>(wish.protocol.size()) + wish.protocol;
    SSL_set_alpn_protos(tls_.get(), reinterpret_cast<const unsigned char*>(named.data()),
                        static_cast<unsigned>(named.size()));
  }
  SSL_set_fd(tls_.get(), socket_);
  return SSL_connect(tls_.get()) == 1;
}

std::string Peer::tls_version() const { return SSL_get_version(tls_.get()); }

std::string Peer::tls_protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(tls_.get(), &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

long Peer::tls_serial() const {
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      SSL_get1_peer_certificate(tls_.get()), X509_free);
  return ASN1_INTEGER_get(X509_get0_serialNumber(certificate.get()));
}

bool Peer::has_said_goodbye() const {
  return (SSL_get_shutdown(tls_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
}

bool Peer::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = tls_ ? SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()))
                              : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Peer::end_sending() const { ::shutdown(socket_, SHUT_WR); }

bool Peer::fill() {
  std::array<char, 65'536> bytes{};
  const ssize_t got = tls_ ? SSL_read(tls_.get(), bytes.data(), static_cast<int>(bytes.size()))
                           : ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (got < 0 && !tls_) {
    EXPECT_EQ(errno, ECONNRESET) << "the server is silent";
  }
  if (got <= 0) return false;
  buffer_.append(bytes.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> Peer::read_line() {
  std::size_t seen = 0;
  for (;;) {
    const std::size_t newline = buffer_.find('\n', seen);
    if (newline != std::string::npos) {
      std::string line = buffer_.substr(0, newline);
      buffer_.erase(0, newline + 1);
      if (line.ends_with('\r')) line.pop_back();
      return line;
    }
    seen = buffer_.size();
    if (!fill()) return std::nullopt;
  }
}

std::optional<std::string> Peer::read_exactly(std::size_t bytes) {
  while (buffer_.size() < bytes) {
    if (!fill()) return std::nullopt;
  }
  std::string data = buffer_.substr(0, bytes);
  buffer_.erase(0, bytes);
  return data;
}

std::optional<std::string> Peer::read_chunk() {
  const auto size_text = read_line();
  if (!size_text) return std::nullopt;
  std::size_t size = 0;
  std::from_chars(size_text->data(), size_text->data() + size_text->size(), size, 16);
  auto data = read_exactly(size);
  const auto end = read_line();
  if (!data || !end || size == 0) return std::nullopt;
  return data;
}

std::string Peer::read_to_end() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

bool Peer::hears_within(std::chrono::milliseconds time) {
  pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
  return !buffer_.empty() || ::poll(&waiting, 1, static_cast<int>(time.count())) > 0;
}

bool Peer::is_closed() { return buffer_.empty() && !fill(); }

Answer Peer::receive_head() {
  Answer answer;
  const auto status_line = read_line();
  if (!status_line) return answer;
  EXPECT_TRUE(status_line->starts_with("HTTP/1.1 ")) << *status_line;
  unsigned status = 0;
  std::from_chars(status_line->data() + 9, status_line->data() + status_line->size(), status);
  for (auto line = read_line(); line; line = read_line()) {
    if (line->empty()) {
      answer.status = status;
      return answer;
    }
    const std::size_t colon = line->find(": ");
    EXPECT_NE(colon, std::string::npos) << *line;
    answer.headers[lower(line->substr(0, colon))] = line->substr(colon + 2);
  }
  return answer;
}

Answer Peer::receive(bool is_head) {
  Answer answer = receive_head();
  if (answer.status == 0 || answer.status == 100 || answer.status == 204 || answer.status == 304 ||
      is_head) {
    return answer;
  }
  if (answer.header("transfer-encoding") == "chunked") {
    for (auto data = read_chunk(); data; data = read_chunk()) answer.body += *data;
    return answer;
  }
  const std::string length = answer.header("content-length");
  if (length.empty()) {
    answer.body = read_to_end();
    return answer;
  }
  auto body = read_exactly(std::stoul(length));
  if (!body) return {};
  answer.body = *std::move(body);
  return answer;
}

std::string get_request(std::string_view target, std::string_view more_fields) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: test\r\n{}\r\n", target, more_fields);
}

std::string post_request(std::string_view body, std::string_view content_type) {
  return fmt::format(
      "POST /api/v1/statements HTTP/1.1\r\nHost: test\r\nContent-Type: {}\r\n"
      "Content-Length: {}\r\n\r\n{}",
      content_type, body.size(), body);
}

Answer ask(std::uint16_t port, std::string_view request) {
  Peer peer(port);
  EXPECT_TRUE(peer.send(request));
  return peer.receive(request.starts_with("HEAD "));
}

Answer get(std::uint16_t port, std::string_view target, std::string_view more_fields) {
  return ask(port, get_request(target, more_fields));
}

Answer post(std::uint16_t port, std::string_view body, std::string_view content_type) {
  return ask(port, post_request(body, content_type));
}

void wait_for_metric(std::uint16_t port, const std::string& metric) {
  constexpr int kLooksMax = 20'000;
  for (int i = 0; i < kLooksMax; ++i) {
    if (get(port, "/metrics").body.find("\n" + metric + "\n") != std::string::npos) return;
  }
  ADD_FAILURE() << "it never says " << metric;
}

}  // namespace pledgebook::server
