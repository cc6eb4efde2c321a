// SPDX-License-Identifier: Apache-2.0
// Peer: the other side of a connection to the server under test, byte by byte, so that a test can
// send anything. Calls block; waiting for half a minute fails the test.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct ssl_st;

namespace pledgebook::server {

struct Answer {
  unsigned status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;                            // chunks put together

  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

// How many unread bytes a connection can buffer: some megabytes, or almost none, so that the server
// has to wait.
enum class Taking : std::uint8_t { much, little };

class Peer {
 public:
  explicit Peer(std::uint16_t port, Taking taking = Taking::much);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  // A client's TLS options.
  struct TlsWish {
    std::string authority;              // in PEM
    std::string protocol = "http/1.1";  // by ALPN; "" names none
    bool is_old = false;                // it has only TLS 1.2
  };
  // Starts TLS. False if the handshake fails.
  [[nodiscard]] bool begin_tls(const TlsWish& wish);
  // "TLSv1.3"; what the server chose by ALPN; its certificate's serial number.
  [[nodiscard]] std::string tls_version() const;
  [[nodiscard]] std::string tls_protocol() const;
  [[nodiscard]] long tls_serial() const;
  // Whether the server has sent close_notify, so that nothing was truncated.
  [[nodiscard]] bool has_said_goodbye() const;

  // False if the server has closed the connection.
  bool send(std::string_view bytes) const;
  // Shuts down sending.
  void end_sending() const;
  // The next answer; `status` is 0 if the connection ends before it is complete.
  [[nodiscard]] Answer receive(bool is_head = false);
  // Only the head of it; its body is read by the functions below.
  [[nodiscard]] Answer receive_head();
  // The bytes up to the next newline, without it; nothing at the end of the connection.
  [[nodiscard]] std::optional<std::string> read_line();
  // The data of one chunk; nothing after the last.
  [[nodiscard]] std::optional<std::string> read_chunk();
  // Everything until the connection ends.
  [[nodiscard]] std::string read_to_end();
  // Whether there are bytes to read, or the end, within a moment.
  [[nodiscard]] bool hears_within(std::chrono::milliseconds time);
  // Whether the server closes the connection without another byte.
  [[nodiscard]] bool is_closed();

 private:
  // More bytes into the buffer; false at the end.
  bool fill();
  [[nodiscard]] std::optional<std::string> read_exactly(std::size_t bytes);

  struct FreeTls {
    void operator()(ssl_st* tls) const noexcept;
  };
  int socket_ = -1;
  std::unique_ptr<ssl_st, FreeTls> tls_;  // null: plain
  std::string buffer_;
};

// One request on its own connection.
[[nodiscard]] Answer ask(std::uint16_t port, std::string_view request);
[[nodiscard]] Answer get(std::uint16_t port, std::string_view target,
                         std::string_view more_fields = {});
// Waits until `/metrics` has this line, such as "name 5"; fails the test if it never has.
void wait_for_metric(std::uint16_t port, const std::string& metric);
[[nodiscard]] Answer post(std::uint16_t port, std::string_view body,
                          std::string_view content_type = "application/vnd.dsse+json");

// The bytes of such requests.
[[nodiscard]] std::string get_request(std::string_view target, std::string_view more_fields = {});
[[nodiscard]] std::string post_request(std::string_view body,
                                       std::string_view content_type = "application/vnd.dsse+json");

}  // namespace pledgebook::server
