// SPDX-License-Identifier: Apache-2.0
#include "server/client/server_address.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace pledgebook::server {
namespace {

constexpr std::string_view kHttp = "http://";
constexpr std::string_view kHttps = "https://";
constexpr std::string_view kHttpPort = "80";
constexpr std::string_view kHttpsPort = "443";
constexpr std::size_t kPathBytesMax = 1'024;
constexpr std::size_t kHostBytesMax = 255;

using Scheme = ServerAddress::Scheme;

std::string_view default_port(Scheme scheme) {
  return scheme == Scheme::https ? kHttpsPort : kHttpPort;
}

bool is_visible(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

bool is_number(std::string_view text) {
  constexpr std::size_t kDigitsMax = 5;
  return !text.empty() && text.size() <= kDigitsMax &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The characters of a path (RFC 3986, section 3.3), without those that begin a query.
bool is_path_byte(char c) {
  constexpr std::string_view kMarks = "/-._~%!$&'()*+,;=:@";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         kMarks.find(c) != std::string_view::npos;
}

std::unexpected<std::string> wrong(std::string_view url) {
  std::string sentence = "\"" + std::string(url) + "\" is not the address of a server: ";
  const bool has_scheme = url.find("://") != std::string_view::npos;
  const bool names_host = url.find_first_of(".:") != std::string_view::npos || url == "localhost";
  if (!has_scheme && names_host && is_visible(url) && !url.starts_with('/')) {
    const std::string name(url);
    sentence += "write http://" + name + ", or https://" + name + " if the server uses TLS";
  } else {
    sentence += "write one such as https://pledges.example.org or http://127.0.0.1:8080";
  }
  return std::unexpected(std::move(sentence));
}

}  // namespace

std::expected<ServerAddress, std::string> ServerAddress::parse(std::string_view url) {
  ServerAddress address;
  std::string_view rest = url;
  if (url.starts_with(kHttps)) {
    address.scheme = Scheme::https;
    rest.remove_prefix(kHttps.size());
  } else if (url.starts_with(kHttp)) {
    rest.remove_prefix(kHttp.size());
  } else {
    return wrong(url);
  }
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view place = rest.substr(0, slash);
  std::string_view path = rest.substr(slash);
  while (path.ends_with('/')) path.remove_suffix(1);
  if (place.find_first_of("?#@\\") != std::string_view::npos || !is_visible(place)) {
    return wrong(url);
  }
  if (path.size() > kPathBytesMax || !std::ranges::all_of(path, is_path_byte)) {
    return std::unexpected("\"" + std::string(url) +
                           "\" has a path that no server has: write it without a query, and "
                           "escaped");
  }
  // An IPv6 address is in brackets, so a colon after the last bracket begins the port.
  const std::size_t bracket = place.rfind(']');
  const std::size_t colon = place.find(':', bracket == std::string_view::npos ? 0 : bracket);
  address.host = place.substr(0, colon);
  address.port =
      colon == std::string_view::npos ? default_port(address.scheme) : place.substr(colon + 1);
  address.path = path;
  const std::string_view bare = address.bare_host();
  if (bare.empty() || bare.size() > kHostBytesMax ||
      bare.find_first_of("[]") != std::string_view::npos || !is_number(address.port)) {
    return wrong(url);
  }
  return address;
}

std::string ServerAddress::authority() const {
  return port == default_port(scheme) ? host : host + ":" + port;
}

std::string ServerAddress::origin() const {
  return std::string(scheme == Scheme::https ? kHttps : kHttp) + authority();
}

std::string_view ServerAddress::bare_host() const {
  const std::string_view whole = host;
  const bool is_bracketed = whole.size() > 2 && whole.starts_with('[') && whole.ends_with(']');
  return is_bracketed ? whole.substr(1, whole.size() - 2) : whole;
}

std::string escape(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "-._~";  // RFC 3986, section 2.3
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || kPlain.find(c) != std::string_view::npos) {
      escaped.push_back(c);
    } else {
      escaped.push_back('%');
      escaped.push_back(kHex[byte >> 4U]);
      escaped.push_back(kHex[byte & 0xFU]);
    }
  }
  return escaped;
}

}  // namespace pledgebook::server
