// SPDX-License-Identifier: Apache-2.0
// Client: whole answers, and downloads, of a server over HTTP or HTTPS (http_connection.h, where
// the retry rule is). Errors are sentences for people.
//
// Threads: one at a time; abort from any. Blocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/client/http_connection.h"
#include "server/client/server_address.h"

namespace pledgebook::server {

struct HttpResponse {
  unsigned status = 0;
  std::string content_type;
  std::string body;
};

class Client {
 public:
  // Does not connect yet.
  explicit Client(ServerAddress server, ClientOptions options = {});

  // `target`, below the address's path, has its query and is escaped: "/api/v1/summary?group=ldc".
  // A response of any status is a value, but not a redirect, nor what says that TLS is needed.
  [[nodiscard]] std::expected<HttpResponse, std::string> get(std::string_view target);
  // The same for a file of any type, with `bytes_max` bytes at most.
  [[nodiscard]] std::expected<HttpResponse, std::string> fetch(std::string_view target,
                                                               std::size_t bytes_max);
  // A body of a type; it may be sent twice.
  [[nodiscard]] std::expected<HttpResponse, std::string> post(std::string_view target,
                                                              std::string_view content_type,
                                                              std::string body);

  // An answer of any length: its head now, the body piece by piece.
  struct DownloadHead {
    HttpResponse response;                 // with a body only where the status is not 200
    bool is_gzip = false;                  // the body's pieces are packed
    std::optional<std::uint64_t> records;  // of an export: how many it holds
  };
  [[nodiscard]] std::expected<DownloadHead, std::string> begin_download(std::string_view target);
  // Fills the front of `room` and says with how many bytes; 0 at the end of the body, and only
  // there: a body that breaks off is an error. REQUIRES: begin_download has given status 200, and
  // nothing else was asked since.
  [[nodiscard]] std::expected<std::size_t, std::string> read_download(std::span<char> room);

  // Ends what is under way, and everything that is asked from now on, with an error.
  void abort() noexcept;

 private:
  [[nodiscard]] std::expected<HttpResponse, std::string> ask(HttpRequest request,
                                                             std::size_t bytes_max);
  [[nodiscard]] std::expected<HttpHead, std::string> begin(HttpRequest request);
  [[nodiscard]] std::expected<std::string, std::string> read_all(std::size_t bytes_max);

  std::size_t answer_bytes_max_;
  HttpConnection connection_;
};

}  // namespace pledgebook::server
