// SPDX-License-Identifier: Apache-2.0
// Accept: what a request accepts (RFC 9110 section 12.5): gzip, brotli, and an HTML page. Any
// thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace pledgebook::server {

// Shorter bodies are not compressed: they fit one packet, and compressing costs more than it saves.
inline constexpr std::size_t kGzipBytesMin = 1'024;

// Whether the value of Accept-Encoding gives gzip at least the quality value of an uncompressed
// body. A malformed value accepts only an uncompressed body.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);
// The same for brotli (RFC 7932), which must be named: `*` does not mean it.
[[nodiscard]] bool accepts_brotli(std::string_view accept_encoding);

// Whether the value of Accept names text/html, as browsers do, and gives it at least the quality
// value of application/json. Programs that accept anything get JSON.
[[nodiscard]] bool prefers_html(std::string_view accept);

}  // namespace pledgebook::server
