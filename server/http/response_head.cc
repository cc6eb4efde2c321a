// SPDX-License-Identifier: Apache-2.0
#include "server/http/response_head.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <iterator>

namespace pledgebook::server {
namespace {

// Every origin may read and post: signatures authorise what is written, and the server has no
// users.
constexpr std::string_view kOnAll =
    "Access-Control-Allow-Origin: *\r\n"
    "Access-Control-Expose-Headers: Content-Disposition, ETag, Location, "
    "Pledgebook-Received, Pledgebook-Records, Retry-After\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "X-Content-Type-Options: nosniff\r\n";

// For all but pages: nothing may be loaded, run or framed.
constexpr std::string_view kNothing =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

constexpr std::string_view kPreflight =
    "Access-Control-Allow-Methods: GET, HEAD, POST, PUT, OPTIONS\r\n"
    "Access-Control-Allow-Headers: Content-Range, Content-Type, If-None-Match, Last-Event-ID\r\n"
    "Access-Control-Max-Age: 86400\r\n";

constexpr std::string_view kStrictTransport = "Strict-Transport-Security: max-age=31536000\r\n";

std::string_view caching_line(Caching caching) {
  switch (caching) {
    case Caching::none:
      return "Cache-Control: no-store\r\n";
    case Caching::revalidate:
      return "Cache-Control: no-cache\r\nVary: Accept-Encoding\r\n";
    case Caching::forever:
      return "Cache-Control: public, max-age=31536000, immutable\r\nVary: Accept-Encoding\r\n";
  }
  return "";
}

void add(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

void add_framing(std::string& out, const Response& response, const HeadOptions& options) {
  const bool has_no_body = response.status == 204 || response.status == 304;
  if (options.framing == Framing::chunked) {
    out += "Transfer-Encoding: chunked\r\n";
  } else if (options.framing == Framing::length && !has_no_body) {
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", response.body.size());
  }
  if (!options.keep_alive) {
    out += "Connection: close\r\n";
  } else if (options.is_http_1_0) {
    out += "Connection: keep-alive\r\n";
  }
}

}  // namespace

std::string http_date(ledger::Instant instant) {
  constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const ledger::Date day = ledger::date_of(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(instant - day);
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[std::chrono::weekday(day).c_encoding()],
      static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
      static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
      time.seconds().count());
}

void write_head(std::string& out, const Response& response, const HeadOptions& options,
                ledger::RecordedAt now) {
  out.clear();
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status,
                 reason_phrase(response.status));
  add(out, "Date", http_date(std::chrono::floor<std::chrono::seconds>(now)));
  add_framing(out, response, options);
  if (!response.content_type.empty()) add(out, "Content-Type", response.content_type);
  if (!response.encoding.empty()) add(out, "Content-Encoding", response.encoding);
  if (options.may_be_kept && !response.etag.empty()) add(out, "ETag", response.etag);
  out += caching_line(options.may_be_kept ? response.caching : Caching::none);
  for (const Header& header : response.headers) add(out, header.name, header.value);
  out += kOnAll;
  add(out, "Content-Security-Policy", response.policy.empty() ? kNothing : response.policy);
  if (options.is_tls) out += kStrictTransport;
  if (options.is_preflight) out += kPreflight;
  out += "\r\n";
}

std::string chunk_head(std::size_t data_bytes) { return fmt::format("{:x}\r\n", data_bytes); }

}  // namespace pledgebook::server
