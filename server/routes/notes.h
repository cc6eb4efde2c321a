// SPDX-License-Identifier: Apache-2.0
// Notes: what many routes have in common in their descriptions.
#pragma once

#include <vector>

#include "server/http/route.h"

namespace pledgebook::server {

inline constexpr Parameter kAfter{
    .name = "after",
    .type = ParameterType::integer,
    .description = "Only records beyond this index; to go on, the answer's `next`."};
inline constexpr Parameter kLimit{.name = "limit",
                                  .type = ParameterType::integer,
                                  .description = "At most so many records; 100 if absent.",
                                  .min = 1,
                                  .max = 1'000};
inline constexpr Parameter kMinSize{
    .name = "min_size",
    .type = ParameterType::integer,
    .description =
        "Wait until the read models cover this many records (an `index` of one's own "
        "and 1): read your own write. Given up after some seconds with 503."};

inline constexpr ResponseNote kNotModified{304, "", "", "The answer has not changed."};

}  // namespace pledgebook::server
