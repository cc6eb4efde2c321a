// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/about_page.h"

#include <string>

#include "server/web/frame/templates.h"

namespace pledgebook::server {

ledger::Result<Page> about_page(const PageContext& context, std::string_view topic) {
  const Catalogue& words = context.words();
  const std::string prefix = "about." + std::string(topic) + ".";
  Fields fields;
  Page page{.title = std::string(words.text(prefix + "title")), .nav = "-"};
  fields.set("title", page.title);
  for (int i = 1; words.has(prefix + std::to_string(i)); ++i)
    fields.add("paragraph").set("text", words.text(prefix + std::to_string(i)));
  page.body = render(context.language(), "about_page", fields);
  return page;
}

}  // namespace pledgebook::server
