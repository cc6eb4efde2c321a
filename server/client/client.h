// SPDX-License-Identifier: Apache-2.0
// Client: gets whole answers and downloads from a server over HTTP or HTTPS. The retry rule is in
// http_connection.h. Errors are sentences for people.
//
// Threads: one at a time; abort from any. Calls block.
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

  // `target` is below the address's path, escaped, with its query: "/api/v1/summary?group=ldc". A
  // response of any status is a value, except a redirect and an answer that TLS is needed: those
  // are errors.
  [[nodiscard]] std::expected<HttpResponse, std::string> get(std::string_view target);
  // The same for a file of any type, of at most `bytes_max` bytes.
  [[nodiscard]] std::expected<HttpResponse, std::string> fetch(std::string_view target,
                                                               std::size_t bytes_max);
  // Posts a body of this type; it may be sent twice.
  [[nodiscard]] std::expected<HttpResponse, std::string> post(std::string_view target,
                                                              std::string_view content_type,
                                                              std::string body);

  // An answer of any length: its head now, the body piece by piece.
  struct DownloadHead {
    HttpResponse response;                 // with a body only if the status is not 200
    bool is_gzip = false;                  // the body is compressed
    std::optional<std::uint64_t> records;  // of an export: how many it holds
  };
  [[nodiscard]] std::expected<DownloadHead, std::string> begin_download(std::string_view target);
  // Reads into the front of `room` and returns the number of bytes; 0 only at the end of the body:
  // a truncated body is an error. REQUIRES: begin_download returned status 200, and there was no
  // other request since.
  [[nodiscard]] std::expected<std::size_t, std::string> read_download(std::span<char> room);

  // Fails the request under way and all later ones.
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
