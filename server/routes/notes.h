// SPDX-License-Identifier: Apache-2.0
// Notes: parts of descriptions that many routes share.
#pragma once

#include <string_view>
#include <vector>

#include "server/http/route.h"

namespace pledgebook::server {

inline constexpr Parameter kAfter{
    .name = "after",
    .type = ParameterType::integer,
    .description = "Only records after this index; for the next page, the answer's `next`."};
inline constexpr Parameter kLimit{.name = "limit",
                                  .type = ParameterType::integer,
                                  .description = "The maximum number of records; 100 if absent.",
                                  .min = 1,
                                  .max = 1'000};
inline constexpr Parameter kMinSize{
    .name = "min_size",
    .type = ParameterType::integer,
    .description =
        "Wait until the read models cover this many records; to read your own write, its "
        "`index` + 1. After some seconds the answer is 503."};

// The streams that statements name.
inline constexpr std::string_view kStreamsAccepted =
    "governance, or one of pledge/, attestation/, discussion/, party/, keys/ and indicator/ with "
    "an "
    "id, as in pledge/2026-0017";
inline constexpr std::string_view kStreamPattern =
    "^(governance|(pledge|attestation|discussion|party|keys|indicator)/[a-z0-9-]{1,64})$";

inline constexpr ResponseNote kNotModified{304, "", "", "The answer has not changed."};

}  // namespace pledgebook::server
