// SPDX-License-Identifier: Apache-2.0
// AcceptEncoding: which requests take gzip (RFC 9110 section 12.5.3). Any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace pledgebook::server {

// Shorter bodies go as they are: they fit one packet, and compressing costs more than it saves.
inline constexpr std::size_t kGzipBytesMin = 1'024;

// Whether the value of Accept-Encoding takes gzip at least as gladly as the body as it is; quality
// values count. A malformed value takes nothing but the body as it is.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);

}  // namespace pledgebook::server
