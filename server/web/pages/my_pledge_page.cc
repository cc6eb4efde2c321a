// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/my_pledge_page.h"

#include <string>

#include "server/web/frame/assets.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

ledger::Result<Page> my_pledge_page(const PageContext& context) {
  Fields fields;
  fields.show_if(!asset_address("my_pledge.js"), "no_scripts");
  Page page{.title = std::string(context.words().text("pledging.title")), .nav = "-"};
  page.assets = {"my.css", "signing.css", "verify.css", "my_pledge.js"};
  page.body = render(context.language(), "my_pledge", fields);
  return page;
}

}  // namespace pledgebook::server
