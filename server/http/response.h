// SPDX-License-Identifier: Apache-2.0
// Response: a handler's answer. Values only; the session adds the headers that all answers have
// (date, length, security and CORS headers) and leaves the body out for HEAD.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pledgebook::server {

struct Problem;

// How long others may keep an answer.
enum class Caching : unsigned char {
  none,        // no-store: valid for this moment or this request only
  revalidate,  // no-cache: keep it, and ask with If-None-Match
  forever      // bytes that never change
};

struct Header {
  std::string_view name;  // a literal
  std::string value;      // no CR, LF or other control characters: made by us, never echoed
};

struct Response {
  unsigned status = 200;
  std::string_view content_type = {};  // a literal; "" without a body
  std::string body = {};
  Caching caching = Caching::none;
  std::string etag = {};           // with quotes; "" for none
  std::string_view encoding = {};  // "gzip", "br", or "" if not compressed
  // Content-Security-Policy, a literal; "": nothing may be loaded or run.
  std::string_view policy = {};
  std::vector<Header> headers = {};  // Location, Retry-After, Allow
  // Of a 5xx: the body's problem, with its cause. Shared by the copies of the response.
  std::shared_ptr<const Problem> problem = {};
};

inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kProblemJson = "application/problem+json";
inline constexpr std::string_view kDsse = "application/vnd.dsse+json";
inline constexpr std::string_view kNdjson = "application/x-ndjson";
inline constexpr std::string_view kEventStream = "text/event-stream";
inline constexpr std::string_view kPrometheus = "text/plain; version=0.0.4; charset=utf-8";

[[nodiscard]] inline Response json_response(unsigned status, std::string body) {
  return {.status = status, .content_type = kJson, .body = std::move(body)};
}

// The reason phrase of RFC 9110 for a status that this server uses.
[[nodiscard]] std::string_view reason_phrase(unsigned status) noexcept;

}  // namespace pledgebook::server
