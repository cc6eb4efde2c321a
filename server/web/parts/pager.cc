// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/pager.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "server/web/frame/templates.h"

namespace pledgebook::server {
namespace {

std::string address_of(const PageContext& context, std::size_t page) {
  return context.address.with("page", std::to_string(page)).text();
}

}  // namespace

Html pager(const PageContext& context, std::size_t rows) {
  const projections::Query& query = context.query;
  const std::size_t first = (query.page - 1) * query.per_page;
  const std::size_t last = std::min(first + query.per_page, rows);
  const Figures figures = context.figures();
  Fields fields;
  fields.set("range",
             context.words().text("list.range",
                                  {{"first", figures.count(static_cast<std::int64_t>(first + 1))},
                                   {"last", figures.count(static_cast<std::int64_t>(last))},
                                   {"total", figures.count(static_cast<std::int64_t>(rows))}}));
  if (query.page > 1) fields.add("previous").set("address", address_of(context, query.page - 1));
  if (last < rows) fields.add("next").set("address", address_of(context, query.page + 1));
  return render(context.language(), "pager", fields);
}

Html beyond_end(const PageContext& context, std::size_t rows) {
  const std::size_t pages = (rows + context.query.per_page - 1) / context.query.per_page;
  if (rows == 0 || context.query.page <= pages) return {};
  Fields fields;
  fields.set("first", context.address.without("page").text());
  if (pages > 1) fields.add("last").set("address", address_of(context, pages));
  return render(context.language(), "beyond", fields);
}

}  // namespace pledgebook::server
