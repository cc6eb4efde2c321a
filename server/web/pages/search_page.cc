// SPDX-License-Identifier: Apache-2.0
#include "server/web/pages/search_page.h"

#include <string>

#include "projections/views/search.h"
#include "server/web/frame/templates.h"
#include "server/web/parts/names.h"
#include "server/web/parts/pager.h"

namespace pledgebook::server {
namespace {

using projections::HitKind;
using projections::SearchHit;

std::string path_to(const SearchHit& hit) {
  switch (hit.kind) {
    case HitKind::pledge:
      return "pledges/" + hit.id;
    case HitKind::member:
      return "members/" + hit.id;
    case HitKind::country:
      return "countries/" + hit.id;
    case HitKind::focus_area:
      return "focus-areas/" + hit.id;
    case HitKind::record:
      return "records/" + hit.id;
  }
  return {};
}

// In the page's language where it has names of its own.
std::string title_of(const projections::Context& known, const SearchHit& hit, Language language) {
  if (hit.kind == HitKind::country) return country_name(hit.id, language);
  if (hit.kind == HitKind::focus_area)
    return value_name(known, projections::Facet::focus_area, hit.id, language);
  return hit.title;
}

}  // namespace

ledger::Result<Page> search_page(const PageContext& context) {
  const projections::Query all = context.query.at_its_moment();
  LEDGER_TRY(const auto selection, projections::Selection::make(context.views, all, context.now));
  const Catalogue& words = context.words();
  Page page{.title = std::string(words.text("search.title")), .nav = "-"};
  page.standing = selection.standing();
  Fields fields;
  const Address time = context.address.of_time_only();
  fields.set("q", context.query.q).set("action", Address(context.language(), "search").text());
  for (const QueryParameter& kept : time.query())
    fields.add("kept").set("name", kept.name).set("value", kept.value);
  if (!context.query.q.empty()) {
    LEDGER_TRY(const auto found,
               projections::find_anything(context.views, context.query, context.now));
    const auto pledges = static_cast<std::int64_t>(found.pledges);
    fields.set("sub",
               words.text("search.found", {{"pledges", pledges},
                                           {"members", static_cast<std::int64_t>(found.members)}}));
    const Html beyond = beyond_end(context, kOnePage);
    fields.set("beyond", beyond);
    for (const SearchHit& hit : beyond.empty() ? found.hits : std::vector<SearchHit>()) {
      Fields& row = fields.add("hit");
      row.set("kind", words.text("search.kind." + std::string(ledger::name(hit.kind))))
          .set("address", time.at(path_to(hit)).text())
          .set("title", title_of(selection.context(), hit, context.language()));
      if (!hit.about.empty()) row.add("about").set("text", hit.about);
      if (!hit.excerpt.empty()) row.add("excerpt").set("text", hit.excerpt);
    }
    fields.show_if(found.hits.empty(), "nothing");
    if (pledges > 0)
      fields.add("all")
          .set("address", time.at("pledges").with("q", context.query.q).text())
          .set("text", words.text("search.all_pledges", {{"n", pledges}}));
  }
  page.body = render(context.language(), "search", fields);
  return page;
}

}  // namespace pledgebook::server
