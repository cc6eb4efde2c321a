// SPDX-License-Identifier: Apache-2.0
// Client: asks a server over HTTP, one question after another on one connection. For the command
// line, and for a log that asks its witnesses; blocks. Errors are sentences for people.
//
// Threads: one at a time; abort from any.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pledgebook::server {

// Where a server is: "http://127.0.0.1:8080". Nothing else than http:// is known yet.
struct ServerAddress {
  std::string host;
  std::string port;
  [[nodiscard]] static std::expected<ServerAddress, std::string> parse(std::string_view url);
  [[nodiscard]] std::string text() const;
};

struct ClientOptions {
  // Of one step: connecting, one answer, one piece of a download.
  std::chrono::milliseconds timeout{30'000};
  std::size_t answer_bytes_max = std::size_t{64} * 1'024 * 1'024;
};

class Client {
 public:
  // Does not connect yet.
  explicit Client(ServerAddress server, ClientOptions options = {});
  ~Client();
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;

  struct Reply {
    unsigned status = 0;
    std::string content_type;
    std::string body;
  };
  // `target` is a path with its query, escaped: "/api/v1/summary?group=ldc". Any status is a reply.
  [[nodiscard]] std::expected<Reply, std::string> get(std::string_view target);
  // The same for whatever stands at a path, of any type, with `bytes_max` bytes at most.
  [[nodiscard]] std::expected<Reply, std::string> fetch(std::string_view target,
                                                        std::size_t bytes_max);
  // An answer of any length: its head now, the body piece by piece. On a connection of its own, as
  // far as earlier questions go.
  struct DownloadHead {
    Reply reply;                           // with a body only where the status is not 200
    bool is_gzip = false;                  // the body's pieces are packed
    std::optional<std::uint64_t> records;  // of an export: how many it holds
  };
  [[nodiscard]] std::expected<DownloadHead, std::string> begin_download(std::string_view target);
  // Fills the front of `room` and says with how many bytes; 0 at the end of the body, and only
  // there: a body that breaks off is an error. REQUIRES: begin_download has given status 200, and
  // nothing else was asked since.
  [[nodiscard]] std::expected<std::size_t, std::string> read_download(std::span<char> room);
  // A body of a type. If the connection breaks it is sent once more: for what is safe to repeat.
  [[nodiscard]] std::expected<Reply, std::string> post(std::string_view target,
                                                       std::string_view content_type,
                                                       std::string_view body);
  // A signed statement in its envelope; it may be repeated, since it is recorded once.
  [[nodiscard]] std::expected<Reply, std::string> post_statement(std::string_view envelope);

  // Ends what is under way, and everything that is asked from now on, with an error.
  void abort() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// `text` as it may stand in a path segment or a query's value.
[[nodiscard]] std::string escape(std::string_view text);

}  // namespace pledgebook::server
