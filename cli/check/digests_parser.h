// SPDX-License-Identifier: Apache-2.0
// DigestsParser: reads the digests of a server's read models (GET /api/v1/digests), to compare them
// with those of views rebuilt from a copy of the log. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "projections/views/digest.h"

namespace pledgebook::cli {

// More than any answer that a server of this version gives.
inline constexpr std::size_t kDigestsBytesMax = 65'536;
inline constexpr std::size_t kDigestsMax = 64;  // one a view

// Nothing if the body has another form or more than kDigestsMax views.
[[nodiscard]] std::optional<projections::Digests> parse_digests(std::string_view body);

}  // namespace pledgebook::cli
