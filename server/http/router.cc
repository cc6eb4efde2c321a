// SPDX-License-Identifier: Apache-2.0
#include "server/http/router.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace pledgebook::server {
namespace {

// The largest integer that every JSON program reads exactly (RFC 8259 section 6).
constexpr std::uint64_t kIntegerMax = (std::uint64_t{1} << 53U) - 1;

std::vector<std::string_view> segments_of(std::string_view pattern) {
  std::vector<std::string_view> segments;
  pattern.remove_prefix(1);
  for (;;) {
    const std::size_t slash = pattern.find('/');
    segments.push_back(pattern.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    pattern.remove_prefix(slash + 1);
  }
}

bool is_capture(std::string_view segment) { return segment.starts_with('{'); }
bool is_open(std::string_view segment) { return segment.ends_with("+}"); }

bool fits(std::span<const std::string_view> pattern, std::span<const std::string> path) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool ok = is_capture(pattern[i]) ? !path[i].empty() : pattern[i] == path[i];
    if (!ok) return false;
  }
  return true;
}

std::string_view method_name(Method method) {
  switch (method) {
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    default:
      return "GET, HEAD";
  }
}

bool is_choice(std::string_view choices, std::string_view value) {
  while (!choices.empty()) {
    const std::size_t comma = choices.find(", ");
    if (choices.substr(0, comma) == value) return true;
    choices = comma == std::string_view::npos ? std::string_view() : choices.substr(comma + 2);
  }
  return false;
}

Problem bad_parameter(std::string code, const std::string& name, std::string detail,
                      std::string accepted) {
  return {.status = 400,
          .code = std::move(code),
          .detail = std::move(detail),
          .pointer = "?" + name,
          .accepted = std::move(accepted)};
}

std::string names_of(const Route& route) {
  std::string names;
  for (const Parameter& parameter : route.parameters) {
    if (!names.empty()) names += ", ";
    names += parameter.name;
  }
  return names.empty() ? "no parameters" : names;
}

std::optional<Problem> check_value(const Parameter& parameter, const QueryParameter& given) {
  if (given.value.empty()) return std::nullopt;
  if (parameter.type == ParameterType::integer) {
    const std::uint64_t max = parameter.max == 0 ? kIntegerMax : parameter.max;
    const auto number = parse_integer(given.value);
    if (number && *number >= parameter.min && *number <= max) return std::nullopt;
    return bad_parameter(
        "parameter_invalid", given.name, "the value is not a valid integer",
        "an integer from " + std::to_string(parameter.min) + " to " + std::to_string(max));
  }
  if (parameter.type == ParameterType::choice && !is_choice(parameter.choices, given.value)) {
    return bad_parameter("parameter_invalid", given.name, "the value is not one of those allowed",
                         "one of " + std::string(parameter.choices));
  }
  return std::nullopt;
}

}  // namespace

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    Entry entry{segments_of(routes_[i].pattern), i};
    const std::size_t length = entry.segments.size();
    if (is_open(entry.segments.back())) {
      open_.push_back(std::move(entry));
      continue;
    }
    if (by_length_.size() <= length) by_length_.resize(length + 1);
    by_length_[length].push_back(std::move(entry));
  }
  for (auto& entries : by_length_) {
    std::ranges::stable_sort(entries, {}, [](const Entry& entry) {
      return std::ranges::count_if(entry.segments, is_capture);
    });
  }
}

bool Router::serves(const Entry& entry, Method method, std::string& allow) const {
  const Route& route = routes_[entry.route];
  if (route.method == (method == Method::head ? Method::get : method)) return true;
  allow += method_name(route.method);
  allow += ", ";
  return false;
}

Routing Router::route(Method method, std::span<const std::string> path) const {
  NoSuchMethod others;
  const auto match_of = [&](const Entry& entry) {
    Match match{&routes_[entry.route], entry.route, {}};
    for (std::size_t i = 0; i < entry.segments.size(); ++i) {
      if (is_capture(entry.segments[i])) match.captures.push_back(path[i]);
    }
    return match;
  };
  std::span<const Entry> closed;
  if (path.size() < by_length_.size()) closed = by_length_[path.size()];
  for (const Entry& entry : closed) {
    if (!fits(entry.segments, path)) continue;
    if (serves(entry, method, others.allow)) return match_of(entry);
  }
  for (const Entry& entry : open_) {
    if (path.size() < entry.segments.size() || !fits(entry.segments, path)) continue;
    if (!serves(entry, method, others.allow)) continue;
    Match match = match_of(entry);
    for (std::size_t i = entry.segments.size(); i < path.size(); ++i)
      match.captures.back() += "/" + path[i];
    return match;
  }
  if (others.allow.empty()) return NoSuchPath{};
  others.allow += "OPTIONS";
  return others;
}

std::optional<Problem> check_parameters(const Route& route, const Target& target) {
  for (std::size_t i = 0; i < target.query.size(); ++i) {
    const QueryParameter& given = target.query[i];
    const auto known = std::ranges::find(route.parameters, given.name, &Parameter::name);
    if (known == route.parameters.end()) {
      return bad_parameter("parameter_unknown", given.name, "this path has no such parameter",
                           names_of(route));
    }
    const auto before = std::span(target.query).first(i);
    if (!known->repeats &&
        std::ranges::find(before, given.name, &QueryParameter::name) != before.end()) {
      return bad_parameter("parameter_repeated", given.name, "the parameter is given twice",
                           "the parameter once");
    }
    if (auto problem = check_value(*known, given)) return problem;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> parse_integer(std::string_view text) noexcept {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> integer_parameter(const Request& request,
                                               std::string_view name) noexcept {
  const auto text = request.parameter(name);
  return text ? parse_integer(*text) : std::nullopt;
}

}  // namespace pledgebook::server
