// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/ceremony_page.h"

#include <string>

#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "server/web/frame/assets.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

ledger::Result<Page> ceremony_page(const PageContext& context) {
  Fields fields;
  if (const auto file = asset_address("ceremony.html")) {
    const std::string sha256 = crypto::sha256(crypto::as_bytes(asset_bytes("ceremony.html"))).hex();
    fields.add("file").set("address", *file).set("sha256", sha256);
  }
  Page page{.title = std::string(context.words().text("ceremony.title")), .nav = "-"};
  page.assets = {"my.css"};
  page.body = render(context.language(), "my_ceremony", fields);
  return page;
}

}  // namespace pledgebook::server
