// SPDX-License-Identifier: Apache-2.0
#include "server/http/authority.h"

#include <cstddef>

namespace pledgebook::server {
namespace {

constexpr std::size_t kHostBytesMax = 255;
constexpr std::size_t kPortDigitsMax = 5;
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kOfAddress = "0123456789abcdefABCDEF:.";  // IPv6
constexpr std::string_view kOfName =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";

bool is_made_of(std::string_view text, std::string_view characters) noexcept {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

bool is_host(std::string_view text) noexcept {
  if (text.size() > kHostBytesMax) return false;
  if (!text.starts_with('[')) return is_made_of(text, kOfName);
  return text.size() > 2 && text.ends_with(']') &&
         is_made_of(text.substr(1, text.size() - 2), kOfAddress);
}

}  // namespace

bool is_authority(std::string_view text) noexcept {
  // A colon within brackets is the address's own.
  const std::size_t bracket = text.rfind(']');
  const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return is_host(text);
  const std::string_view port = text.substr(colon + 1);
  return is_host(text.substr(0, colon)) && port.size() <= kPortDigitsMax &&
         is_made_of(port, kDigits);
}

}  // namespace pledgebook::server
