// SPDX-License-Identifier: Apache-2.0
// ResponseHead: the bytes of an answer before its body.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/domain/values/timestamp.h"
#include "server/http/response.h"

namespace pledgebook::server {

// How the end of the body is marked.
enum class Framing : unsigned char {
  length,   // Content-Length
  chunked,  // Transfer-Encoding: chunked, of HTTP/1.1
  close     // by the end of the connection
};

struct HeadOptions {
  Framing framing = Framing::length;
  bool keep_alive = true;
  bool is_http_1_0 = false;
  bool is_preflight = false;  // adds the headers for OPTIONS
  bool is_tls = false;        // adds HSTS (RFC 6797)
  bool may_be_kept = true;    // else no-store, whatever the response says
};

// `now` goes into Date (RFC 9110 section 5.6.7). The string is cleared first, and keeps its memory.
void write_head(std::string& out, const Response& response, const HeadOptions& options,
                ledger::RecordedAt now);

// `Sun, 06 Nov 1994 08:49:37 GMT`.
[[nodiscard]] std::string http_date(ledger::Instant instant);

// The line before the data of a chunk (CRLF follows the data); and the end of a chunked body.
[[nodiscard]] std::string chunk_head(std::size_t data_bytes);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

}  // namespace pledgebook::server
