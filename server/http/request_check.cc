// SPDX-License-Identifier: Apache-2.0
#include "server/http/request_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "server/http/accept.h"
#include "server/http/authority.h"

namespace pledgebook::server {
namespace {

Problem http_problem(unsigned status, std::string code, std::string detail,
                     std::string accepted = {}) {
  return {.status = status,
          .code = std::move(code),
          .detail = std::move(detail),
          .accepted = std::move(accepted)};
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The media type without parameters, in lower case.
std::string media_type(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.pop_back();
  std::ranges::transform(type, type.begin(), lower);
  return type;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower_text) {
  return std::ranges::equal(text, lower_text, {}, lower);
}

std::optional<Problem> check_target(const RequestHead& head, const Limits& limits,
                                    Request& request) {
  if (head.hosts > 1 || (head.hosts == 0 && !head.is_http_1_0)) {
    return http_problem(400, "host_invalid", "the request has no Host field, or several",
                        "exactly one");
  }
  if (!head.host.empty() && !is_authority(head.host)) {
    return http_problem(400, "host_invalid", "the Host field names no host",
                        "a host, with its port if it has one of its own");
  }
  if (request.raw_target.size() > limits.target_bytes_max) {
    return http_problem(414, "target_too_long", "the request's target is longer than its limit",
                        fmt::format("at most {} bytes", limits.target_bytes_max));
  }
  auto target = parse_target(request.raw_target);
  if (!target) {
    return http_problem(400, "target_invalid", "the request's target is malformed",
                        "a path and a query, escaped UTF-8");
  }
  request.target = *std::move(target);
  return std::nullopt;
}

// "a, b or c"
std::string types_of(const std::vector<BodyNote>& bodies) {
  std::string types;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (i > 0) types += i + 1 == bodies.size() ? " or " : ", ";
    types += bodies[i].content_type;
  }
  return types;
}

std::optional<Problem> check_body_head(RequestParser& parser, const Limits& limits,
                                       const Route& route, const Request& request) {
  const RequestHead& head = parser.head();
  if (!head.expect.empty() && !equals_ignoring_case(head.expect, "100-continue")) {
    return http_problem(417, "expectation_unknown", "the expectation can't be met", "100-continue");
  }
  if (route.bodies.empty()) {
    if (parser.is_done()) return std::nullopt;
    return http_problem(400, "body_unexpected", "this request must not have a body", "no body");
  }
  const BodyNote* body = body_of(route, request);
  if (body == nullptr) {
    return http_problem(415, "content_type_unknown", "this Content-Type is not accepted here",
                        types_of(route.bodies));
  }
  if (!request.content_encoding.empty() &&
      !equals_ignoring_case(request.content_encoding, "identity")) {
    return http_problem(415, "content_encoding_unknown",
                        "this Content-Encoding is not accepted here",
                        "a body without Content-Encoding");
  }
  const auto length = parser.content_length();
  const std::size_t limit = route.body_limit(limits);
  if (!body->is_stream && length && *length > limit) {
    return http_problem(413, fmt::format("{}_too_large", route.body_name),
                        fmt::format("the {} is larger than its limit", route.body_name),
                        fmt::format("at most {} bytes", limit));
  }
  return std::nullopt;
}

Response response_of(Method method, NoSuchMethod others) {
  Response response =
      method == Method::options
          ? Response{.status = 204}
          : to_response(http_problem(405, "method_unknown", "this path does not have this method",
                                     others.allow));
  response.headers.push_back({"Allow", std::move(others.allow)});
  return response;
}

}  // namespace

const BodyNote* body_of(const Route& route, const Request& request) {
  const auto takes = [&](const BodyNote& body) {
    return body.content_type.empty() || body.content_type == request.content_type;
  };
  const auto found = std::ranges::find_if(route.bodies, takes);
  return found == route.bodies.end() ? nullptr : &*found;
}

std::optional<Response> check_request(RequestParser& parser, const Router& router,
                                      const Limits& limits, std::string_view paths_hint,
                                      Request& request, Match& match) {
  RequestHead& head = parser.head();
  request.method = head.method;
  request.raw_target = std::move(head.target);
  request.authority = head.host;
  request.content_type = media_type(head.content_type);
  request.content_encoding = std::move(head.content_encoding);
  request.content_range = std::move(head.content_range);
  request.if_none_match = std::move(head.if_none_match);
  request.last_event_id = std::move(head.last_event_id);
  request.accept_language = std::move(head.accept_language);
  request.accepts_gzip = accepts_gzip(head.accept_encoding);
  request.accepts_brotli = accepts_brotli(head.accept_encoding);
  request.prefers_html = prefers_html(head.accept);
  if (const auto problem = check_target(head, limits, request)) return to_response(*problem);
  Routing routing = router.route(request.method, request.target.path);
  if (std::holds_alternative<NoSuchPath>(routing)) {
    return to_response(
        http_problem(404, "path_unknown", "there is no such path", std::string(paths_hint)));
  }
  if (auto* others = std::get_if<NoSuchMethod>(&routing))
    return response_of(request.method, std::move(*others));
  match = std::get<Match>(std::move(routing));
  request.captures = std::move(match.captures);
  auto problem = check_parameters(*match.route, request.target);
  if (!problem) problem = check_body_head(parser, limits, *match.route, request);
  if (!problem) return std::nullopt;
  const auto& page = match.route->problem_page;
  return page ? page(request, *problem, {}) : to_response(*problem);
}

}  // namespace pledgebook::server
