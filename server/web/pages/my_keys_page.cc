// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/my_keys_page.h"

#include <string>

#include "server/web/frame/assets.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

ledger::Result<Page> my_keys_page(const PageContext& context) {
  Fields fields;
  fields.show_if(!asset_address("my_keys.js"), "no_scripts");
  Page page{.title = std::string(context.words().text("keys.title")), .nav = "-"};
  page.assets = {"my.css", "my_keys.js"};
  page.body = render(context.language(), "my_keys", fields);
  return page;
}

}  // namespace pledgebook::server
