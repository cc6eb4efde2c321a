// SPDX-License-Identifier: Apache-2.0
// HTML: escaped text for a page; figures for people.
#pragma once

#include <string>
#include <string_view>

namespace pledgebook::server {

// `text` with HTML's special characters escaped, for content and for quoted attributes.
[[nodiscard]] std::string escape_html(std::string_view text);

// "1234567.50" as "1 234 567.50", with narrow no-break spaces (ISO 80000), which readers of every
// language understand.
[[nodiscard]] std::string group_digits(std::string_view decimal);

}  // namespace pledgebook::server
