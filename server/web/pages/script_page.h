// SPDX-License-Identifier: Apache-2.0
// ScriptPage: a page on which something is signed with a key of the browser. Scripts do the work
// (server/web/src/); the server sees what is signed, and here only says what the page is for.
#pragma once

#include <string_view>
#include <vector>

#include "ledger/error.h"
#include "server/web/frame/page.h"

namespace pledgebook::server {

struct ScriptPage {
  std::string_view template_name;
  std::string_view title;                // a key of the catalogue
  std::vector<std::string_view> assets;  // the last one is the script
};

[[nodiscard]] ledger::Result<Page> script_page(const PageContext& context, const ScriptPage& what);

// One about the pledge that is named in the path, whether or not the read models have it yet;
// Errc::not_found with the sentence if that is no id.
[[nodiscard]] ledger::Result<Page> script_page_of_pledge(const PageContext& context,
                                                         const ScriptPage& what);

}  // namespace pledgebook::server
