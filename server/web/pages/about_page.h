// SPDX-License-Identifier: Apache-2.0
// AboutPage: what the figures mean, how to check them, the data and its licence, accessibility:
// texts of the catalogue, a paragraph each.
#pragma once

#include <string_view>

#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

// `topic` is "figures", "verification", "data" or "accessibility": its messages are
// `about.<topic>.title` and `about.<topic>.1` on.
[[nodiscard]] ledger::Result<Page> about_page(const PageContext& context, std::string_view topic);

}  // namespace pledgebook::server
