// SPDX-License-Identifier: Apache-2.0
// Router: finds the route for a method and a path. Immutable after construction: any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/http/problem.h"
#include "server/http/route.h"

namespace pledgebook::server {

struct Match {
  const Route* route = nullptr;
  std::size_t number = 0;  // of the route, from 0: for metrics
  std::vector<std::string> captures;
};
struct NoSuchPath {};
struct NoSuchMethod {
  std::string allow;  // the methods that the path has: "GET, HEAD, OPTIONS"
};
using Routing = std::variant<Match, NoSuchPath, NoSuchMethod>;

class Router {
 public:
  // No two routes have the same method and pattern.
  explicit Router(std::vector<Route> routes);

  // HEAD finds the route of GET. A `{…}` matches one segment that is not empty. A `{…+}` at the end
  // of a pattern matches all the rest, at least one segment, with the slashes. A literal segment
  // takes precedence over a `{…}`, and that over a `{…+}`.
  [[nodiscard]] Routing route(Method method, std::span<const std::string> path) const;
  [[nodiscard]] std::span<const Route> routes() const noexcept { return routes_; }

 private:
  struct Entry {
    std::vector<std::string_view> segments;  // of the route's pattern
    std::size_t route = 0;
  };
  std::vector<Route> routes_;
  // Whether the route serves the method on the path. If only the path matches, its method is added
  // to `allow`.
  [[nodiscard]] bool serves(const Entry& entry, Method method, std::string& allow) const;

  std::vector<std::vector<Entry>> by_length_;  // by the number of segments
  std::vector<Entry> open_;                    // those with a `{…+}` at the end
};

// The first error of the query for this route: an unknown name, a repeated one that may not repeat,
// or an invalid integer or choice.
[[nodiscard]] std::optional<Problem> check_parameters(const Route& route, const Target& target);

// The integer that a checked parameter holds.
[[nodiscard]] std::optional<std::uint64_t> parse_integer(std::string_view text) noexcept;
// The same for a parameter of the request by its name; nothing if it is absent or empty.
[[nodiscard]] std::optional<std::uint64_t> integer_parameter(const Request& request,
                                                             std::string_view name) noexcept;

}  // namespace pledgebook::server
