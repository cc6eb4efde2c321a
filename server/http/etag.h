// SPDX-License-Identifier: Apache-2.0
// ETag: the name of one state of one answer (RFC 9110 section 8.8.3). Weak, since gzip gives other
// bytes.
#pragma once

#include <string>
#include <string_view>

namespace pledgebook::server {

// Of an answer that follows from `basis` alone, and may be packed.
[[nodiscard]] std::string make_etag(std::string_view basis);

// Whether the value of If-None-Match names `etag`, or is `*`; by weak comparison. A malformed value
// names nothing.
[[nodiscard]] bool none_match_names(std::string_view if_none_match, std::string_view etag);

}  // namespace pledgebook::server
