// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/verify_page.h"

#include <string>

#include "crypto/bytes.h"
#include "crypto/sha256.h"
#include "server/web/frame/assets.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

ledger::Result<Page> verify_page(const PageContext& context) {
  const Catalogue& words = context.words();
  Fields fields;
  const std::string name = "verify-words-" + std::string(tag(context.language())) + ".json";
  if (const auto address = asset_address(name)) {
    fields.add("panel").set("words", *address);
  } else {
    fields.show("no_panel");
  }
  if (const auto file = asset_address("verifier.html")) {
    const std::string sha256 = crypto::sha256(crypto::as_bytes(asset_bytes("verifier.html"))).hex();
    fields.add("file").set("address", *file).set("sha256", sha256);
  }
  Page page{.title = std::string(words.text("nav.verify")), .nav = "verify"};
  page.assets = {"verify.css", "verify.js"};
  page.body = render(context.language(), "verify", fields);
  return page;
}

}  // namespace pledgebook::server
