// SPDX-License-Identifier: Apache-2.0
// AcceptEncoding: which requests accept gzip and brotli (RFC 9110 section 12.5.3). Any thread.
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

}  // namespace pledgebook::server
