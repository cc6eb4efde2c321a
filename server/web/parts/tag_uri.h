// SPDX-License-Identifier: Apache-2.0
// TagUri: ids of feeds and their entries that stay the same wherever the ledger is served (RFC
// 4151).
#pragma once

#include <string>
#include <string_view>

#include "projections/query/selection.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

// The ledger's host, the day it began, and `name`, which is never used for anything else.
[[nodiscard]] std::string tag_uri(const projections::Selection& selection,
                                  const PageContext& context, std::string_view name);

}  // namespace pledgebook::server
