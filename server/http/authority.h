// SPDX-License-Identifier: Apache-2.0
// Authority: the host, and the port if one is given, of a Host field or of a URL (RFC 3986, section
// 3.2): "pledges.example.org", "[::1]:8080". Any thread.
#pragma once

#include <string_view>

namespace pledgebook::server {

// Whether `text` is one. Names have letters, digits, `-`, `.` and `_` alone, so that one can stand
// in any text as it is.
[[nodiscard]] bool is_authority(std::string_view text) noexcept;

}  // namespace pledgebook::server
