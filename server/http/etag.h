// SPDX-License-Identifier: Apache-2.0
// ETag: identifies one state of one answer (RFC 9110 section 8.8.3). Weak, since the same answer
// has other bytes with gzip.
#pragma once

#include <string>
#include <string_view>

namespace pledgebook::server {

// The tag of an answer that depends on `basis` alone.
[[nodiscard]] std::string make_etag(std::string_view basis);

// Whether the value of If-None-Match lists `etag`, by weak comparison, or is `*`. A malformed value
// matches nothing.
[[nodiscard]] bool none_match_names(std::string_view if_none_match, std::string_view etag);

}  // namespace pledgebook::server
