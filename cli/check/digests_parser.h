// SPDX-License-Identifier: Apache-2.0
// DigestsParser: what a server says of its read models (GET /api/v1/digests), for comparing them
// with those made from a copy of the log. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "projections/views/digest.h"

namespace pledgebook::cli {

// More than any answer that a server of this version gives.
inline constexpr std::size_t kDigestsBytesMax = 65'536;
inline constexpr std::size_t kDigestsMax = 64;  // one a view

// Nothing for a body of another form, or of more than kDigestsMax views.
[[nodiscard]] std::optional<projections::Digests> parse_digests(std::string_view body);

}  // namespace pledgebook::cli
