// SPDX-License-Identifier: Apache-2.0
// Request: an HTTP request as a handler sees it: parsed, checked and within the limits. Values
// only; it knows nothing of sockets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/target.h"

namespace pledgebook::server {

enum class Method : std::uint8_t { get, head, post, put, options, other };

struct Request {
  Method method = Method::get;
  std::string raw_target;  // as sent: path and query, still escaped
  Target target;
  std::vector<std::string> captures;  // the values of the {…} in the route's pattern, in order

  // Where the client believes that the server is: its Host field, checked (authority.h), or "" if
  // it has none; and whether it asks over TLS.
  std::string authority;
  bool is_tls = false;

  std::string content_type;                  // media type alone, lower case, without parameters
  std::string content_encoding;              // as sent
  std::string content_range;                 // of a PUT of a part (RFC 9110 section 14.4), as sent
  std::string if_none_match;                 // as sent; "" if absent
  std::optional<std::string> last_event_id;  // as sent
  std::string accept_language;               // as sent; "" if absent
  bool accepts_gzip = false;
  bool accepts_brotli = false;
  bool prefers_html = false;  // to JSON
  std::string body;

  // The value of the first parameter of this name.
  [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const {
    for (const QueryParameter& given : target.query) {
      if (given.name == name) return given.value;
    }
    return std::nullopt;
  }
};

}  // namespace pledgebook::server
