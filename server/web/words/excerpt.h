// SPDX-License-Identifier: Apache-2.0
// Excerpt: the beginning of a long text.
//
// Threads: any.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pledgebook::server {

// The text, or its beginning of at most `characters_max` code points with an ellipsis after it, cut
// between words where there is a blank. UTF-8.
[[nodiscard]] std::string excerpt_of(std::string_view text, std::size_t characters_max);

}  // namespace pledgebook::server
