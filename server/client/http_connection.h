// SPDX-License-Identifier: Apache-2.0
// HttpConnection: one connection to a server, plain or over TLS: one request after another, each
// answer read piece by piece. Everything of this program that asks over HTTP does so through it.
//
// Retry rule: a request on a connection that was kept from an earlier one, and that ends before the
// first byte of its answer, is sent once more on a new connection, since servers close what is
// idle. So only what may be repeated is sent: questions, and statements and checkpoints, which a
// server takes once. Nothing else is repeated here.
//
// Threads: one at a time; abort from any. Blocks.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/client/server_address.h"
#include "server/client/tls_trust.h"

namespace pledgebook::server {

struct ClientOptions {
  // Without a byte sent or received: while connecting, sending, or waiting for an answer.
  std::chrono::milliseconds timeout{30'000};
  std::size_t answer_bytes_max = std::size_t{64} * 1'024 * 1'024;
  // For https; shared by the connections of one program. Null: what the system believes.
  std::shared_ptr<TlsTrust> trust = {};
  // Raised from outside: what is under way ends with an error, kStopGrace later. Null: never.
  const std::atomic<bool>* stop = nullptr;
};

// For answers that are on their way when the program is told to stop.
inline constexpr std::chrono::milliseconds kStopGrace{500};

struct HttpRequest {
  enum class Method : std::uint8_t { get, post };
  Method method = Method::get;
  std::string target = {};  // below the address's path, escaped: "/api/v1/summary?group=ldc"
  std::string accept = "*/*";
  enum class Packing : std::uint8_t { none, gzip };
  Packing accepts = Packing::none;  // of the answer
  std::string content_type = {};    // of a post
  std::string body = {};
};

// The head of an answer, of any status.
struct HttpHead {
  unsigned status = 0;
  std::string content_type;
  std::string location;                  // of a redirect
  bool is_gzip = false;                  // the body is packed
  std::optional<std::uint64_t> records;  // of an export: how many it holds
};

class HttpConnection {
 public:
  // Does not connect yet.
  HttpConnection(ServerAddress server, ClientOptions options);
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  // Sends a request and reads the head of its answer, which may come before all was sent. What is
  // left of an earlier answer is given up. Errors are sentences for people.
  [[nodiscard]] std::expected<HttpHead, std::string> ask(HttpRequest request);
  // Fills the front of `room` with the body's next bytes and says how many; 0 at the body's end,
  // and only there: one that breaks off is an error. REQUIRES: ask has given a head.
  [[nodiscard]] std::expected<std::size_t, std::string> read(std::span<char> room);
  void close();

  [[nodiscard]] const ServerAddress& server() const noexcept;

  // Ends what is under way, and everything that is asked from now on, with an error.
  void abort() noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::server
