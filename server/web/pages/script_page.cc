// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/script_page.h"

#include <string>

#include "ledger/domain/values/id.h"
#include "server/web/frame/assets.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {

namespace {

Page page_with(const PageContext& context, const ScriptPage& what, Fields& fields) {
  fields.show_if(!asset_address(what.assets.back()), "no_scripts");
  const Address now = context.address.of_time_only();
  fields.set("desk", now.at("desk").text())
      .set("tables", now.at("desk/tables").text())
      .set("parties", now.at("desk/parties").text())
      .set("import", now.at("desk/import").text())
      .set("signing", now.at("my/signing").text())
      .set("ceremony", now.at("my/keys/ceremony").text());
  Page page{.title = std::string(context.words().text(what.title)), .nav = "-"};
  page.assets = what.assets;
  page.body = render(context.language(), what.template_name, fields);
  return page;
}

}  // namespace

ledger::Result<Page> script_page(const PageContext& context, const ScriptPage& what) {
  Fields fields;
  return page_with(context, what, fields);
}

ledger::Result<Page> script_page_of_pledge(const PageContext& context, const ScriptPage& what) {
  const auto id = ledger::PledgeId::parse(context.request.captures.at(1));
  if (!id) {
    return std::unexpected(ledger::Error{ledger::Errc::not_found,
                                         std::string(context.words().text("refusal.bad_id"))});
  }
  const Address now = context.address.of_time_only();
  Fields fields;
  fields.set("pledge", id->text())
      .set("list", now.at("pledges").text())
      .set("address", now.at("pledges/" + id->text()).text());
  return page_with(context, what, fields);
}

}  // namespace pledgebook::server
