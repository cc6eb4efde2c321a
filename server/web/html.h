// SPDX-License-Identifier: Apache-2.0
// HTML: text that stands in a page, escaped; figures as people read them.
#pragma once

#include <string>
#include <string_view>

namespace pledgebook::server {

// `text` with what HTML gives a meaning written as references, for content and quoted attributes
// alike.
[[nodiscard]] std::string escape_html(std::string_view text);

// "1234567.50" as "1 234 567.50", with narrow no-break spaces (ISO 80000), which read alike in
// every language.
[[nodiscard]] std::string group_digits(std::string_view decimal);

}  // namespace pledgebook::server
