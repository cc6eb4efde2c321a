// SPDX-License-Identifier: Apache-2.0
// Response: what a handler answers. Values only; the session adds what all answers carry (date,
// length, security and CORS headers) and leaves the body out where HEAD asked.
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
  none,        // no-store: it is about this moment, or about this request alone
  revalidate,  // no-cache: keep it, and ask with If-None-Match
  forever      // it is about bytes that never change
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
  std::string etag = {};             // with quotes; "" for none
  std::string_view encoding = {};    // "gzip", or "" for the body as it is
  std::vector<Header> headers = {};  // Location, Retry-After, Allow
  // Of a 5xx: what the body says, and why. Shared by the copies of the response.
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

// The phrase of RFC 9110 for a status that this server gives.
[[nodiscard]] std::string_view reason_phrase(unsigned status) noexcept;

}  // namespace pledgebook::server
