// SPDX-License-Identifier: Apache-2.0
#include "server/client/server_path.h"

#include <algorithm>
#include <utility>

namespace pledgebook::server {
namespace {

constexpr std::string_view kSchemeEnd = "://";
constexpr std::size_t kPathBytesMax = 1'024;

// What may stand in a path (RFC 3986, section 3.3), and nothing that begins a query.
bool is_path_byte(char c) {
  constexpr std::string_view kMarks = "/-._~%!$&'()*+,;=:@";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         kMarks.find(c) != std::string_view::npos;
}

}  // namespace

std::expected<ServerPath, std::string> ServerPath::parse(std::string_view url) {
  const std::size_t scheme = url.find(kSchemeEnd);
  const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + kSchemeEnd.size();
  const std::size_t slash = std::min(url.find('/', host), url.size());
  auto address = ServerAddress::parse(url.substr(0, slash));
  if (!address) return std::unexpected(std::move(address).error());
  std::string_view path = url.substr(slash);
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.size() > kPathBytesMax || !std::ranges::all_of(path, is_path_byte)) {
    return std::unexpected("\"" + std::string(url) +
                           "\" has a path that no server has: write it without a query, and "
                           "escaped");
  }
  return ServerPath{*std::move(address), std::string(path)};
}

}  // namespace pledgebook::server
