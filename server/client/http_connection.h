// SPDX-License-Identifier: Apache-2.0
// HttpConnection: one connection to a server, plain or over TLS. Requests are sent one after
// another, and each answer is read piece by piece. Every HTTP request of this program goes through
// it.
//
// Retry rule: servers close idle connections. So if a reused connection ends before the first byte
// of the answer, the request is sent once more on a new connection. All requests that we send may
// be repeated: reads, and statements and checkpoints, which a server records only once. There are
// no other retries here.
//
// Threads: one at a time; abort from any. Calls block.
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
  // The longest time without a byte sent or received, while connecting, sending or waiting for an
  // answer.
  std::chrono::milliseconds timeout{30'000};
  std::size_t answer_bytes_max = std::size_t{64} * 1'024 * 1'024;
  // For https; shared by the connections of one program. Null: the authorities that the system
  // trusts.
  std::shared_ptr<TlsTrust> trust = {};
  // Set from outside: the request under way fails kStopGrace later. Null: never.
  const std::atomic<bool>* stop = nullptr;
};

// Time for an answer that is arriving when the program is told to stop.
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
  bool is_gzip = false;                  // the body is compressed
  std::optional<std::uint64_t> records;  // of an export: how many it holds
};

class HttpConnection {
 public:
  // Does not connect yet.
  HttpConnection(ServerAddress server, ClientOptions options);
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  // Sends a request and reads the head of its answer, which may come before the whole request was
  // sent. The unread rest of an earlier answer is discarded. Errors are sentences for people.
  [[nodiscard]] std::expected<HttpHead, std::string> ask(HttpRequest request);
  // Reads the body's next bytes into the front of `room` and returns their number; 0 only at the
  // body's end: a truncated body is an error. REQUIRES: ask has returned a head.
  [[nodiscard]] std::expected<std::size_t, std::string> read(std::span<char> room);
  void close();

  [[nodiscard]] const ServerAddress& server() const noexcept;

  // Fails the request under way and all later ones.
  void abort() noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pledgebook::server
