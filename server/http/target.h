// SPDX-License-Identifier: Apache-2.0
// Target: a request's path and query, split and unescaped (RFC 9112 section 3.2.1, origin form; the
// query as application/x-www-form-urlencoded, so that a page's form can send it).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pledgebook::server {

struct QueryParameter {
  std::string name;
  std::string value;
  friend bool operator==(const QueryParameter&, const QueryParameter&) = default;
};

struct Target {
  std::vector<std::string> path;      // segments between slashes; "/" has one, empty
  std::vector<QueryParameter> query;  // in the order given
  friend bool operator==(const Target&, const Target&) = default;
};

inline constexpr std::size_t kQueryParametersMax = 64;

// Nothing if the text does not begin with a slash, or has a malformed escape, a control character,
// bytes that are not UTF-8, or more parameters than the limit. Never normalises: `..` and `//` are
// ordinary segments.
[[nodiscard]] std::optional<Target> parse_target(std::string_view text);

}  // namespace pledgebook::server
