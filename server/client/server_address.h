// SPDX-License-Identifier: Apache-2.0
// ServerAddress: the http or https URL of a server, of a log's tiles or of a witness. Its routes
// are below the URL's path. "http://127.0.0.1:8080", "https://pledges.example/bdt/".
//
// Any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace pledgebook::server {

struct ServerAddress {
  enum class Scheme : std::uint8_t { http, https };

  Scheme scheme = Scheme::http;
  std::string host;  // an IPv6 address in brackets
  std::string port;
  std::string path;  // escaped; empty, or begins with a slash and does not end with one

  // The unexpected value is a sentence for people, with what to write instead.
  [[nodiscard]] static std::expected<ServerAddress, std::string> parse(std::string_view url);

  // For a Host field: without the scheme's default port.
  [[nodiscard]] std::string authority() const;
  // Without the path, then with it.
  [[nodiscard]] std::string origin() const;
  [[nodiscard]] std::string text() const { return origin() + path; }
  // For the resolver, and as certificates name it: without brackets.
  [[nodiscard]] std::string_view bare_host() const;

  friend bool operator==(const ServerAddress&, const ServerAddress&) = default;
};

// `text`, escaped for a path segment or a query's value.
[[nodiscard]] std::string escape(std::string_view text);

}  // namespace pledgebook::server
