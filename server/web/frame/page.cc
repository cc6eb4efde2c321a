// SPDX-License-Identifier: Apache-2.0
#include "server/web/frame/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>

#include "server/http/problem.h"
#include "server/routes/record_json.h"
#include "server/routes/view_etag.h"
#include "server/web/frame/assets.h"
#include "server/web/frame/band.h"
#include "server/web/frame/framing.h"
#include "server/web/frame/practice_band.h"
#include "server/web/frame/templates.h"

namespace pledgebook::server {
namespace {

struct NavEntry {
  std::string_view path;
  std::string_view key;
};
constexpr auto kNav = std::to_array<NavEntry>({{"", "nav.dashboard"},
                                               {"pledges", "nav.pledges"},
                                               {"members", "nav.members"},
                                               {"countries", "nav.countries"},
                                               {"compare", "nav.compare"},
                                               {"verify", "nav.verify"}});
constexpr auto kFoot = std::to_array<NavEntry>({{"focus-areas", "foot.focus_areas"},
                                                {"regions", "foot.regions"},
                                                {"groups", "foot.groups"},
                                                {"frameworks", "foot.frameworks"},
                                                {"about/figures", "foot.figures"},
                                                {"about/verification", "foot.verification"},
                                                {"about/data", "foot.data"},
                                                {"about/accessibility", "foot.accessibility"},
                                                {"my/keys", "keys.title"},
                                                {"my/signing", "cosign.title"}});

void add_asset(Fields& fields, std::string_view name) {
  const auto address = asset_address(name);
  if (!address) return;
  const std::string_view section = name.ends_with(".css")  ? "style"
                                   : name.ends_with(".js") ? "script"
                                                           : "icon";
  fields.add(section).set("address", *address);
}

void set_assets(Fields& fields) {
  for (const std::string_view name : {"pledgebook.css", "icon.svg", "pages.js"})
    add_asset(fields, name);
}

void set_languages(Fields& fields, const Address& address) {
  for (const Language language : kLanguages) {
    const std::string there = address.in(language).text();
    Fields& link = fields.add("language_link");
    link.set("address", there).set("tag", tag(language)).set("own_name", own_name(language));
    link.show_if(language == address.language(), "current");
    fields.add("alternate").set("tag", tag(language)).set("address", there);
  }
}

void set_links(Fields& fields, const Address& address, std::string_view nav) {
  const Catalogue& words = Catalogue::of(address.language());
  const Address time = address.of_time_only();
  fields.set("home", time.at("").text());
  for (const auto& [path, key] : kNav) {
    Fields& entry = fields.add("nav");
    entry.set("address", time.at(std::string(path)).text()).set("label", words.text(key));
    entry.show_if(path == nav, "current");
  }
  for (const auto& [path, key] : kFoot)
    fields.add("foot_link")
        .set("address", time.at(std::string(path)).text())
        .set("label", words.text(key));
}

Fields frame_of(const Address& address, std::string_view title, std::string_view nav,
                const Html& body, const Practice* practice) {
  Fields fields;
  const Language language = address.language();
  fields.set("language", tag(language))
      .set("direction", direction(language))
      .set("title", title)
      .set("own_name", own_name(language))
      .set("sprite", render(language, "sprite", Fields()))
      .set("body", body);
  set_assets(fields);
  set_languages(fields, address);
  if (practice != nullptr) set_practice(fields, address, *practice);
  set_links(fields, address, nav);
  return fields;
}

// The way back to exactly this answer: its times are written out.
std::string permanent_address(const PageContext& context, const projections::Standing& standing) {
  Address fixed = context.address.without("as_of").without("axis").without("recorded");
  // To the millisecond, so that later records of the same second stay out.
  fixed = fixed.with("recorded", ledger::to_text(standing.recorded));
  if (standing.stated) fixed = fixed.with("stated", ledger::to_text(*standing.stated));
  return fixed.text();
}

Html about_of(const PageContext& context, const Page& page) {
  const Catalogue& words = context.words();
  const auto& standing = *page.standing;
  Fields fields;
  const std::string_view key = standing.stated ? "about.citation_stated" : "about.citation";
  fields.set(
      "citation",
      words.text(key, {{"day", context.figures().long_day(ledger::date_of(standing.as_of()))},
                       {"size", context.figures().count(
                                    static_cast<std::int64_t>(ledger::number(standing.size)))}}));
  fields.set("permanent", permanent_address(context, standing));
  for (const PageFile& file : page.files)
    fields.add("file").set("label", file.label).set("address", file.address);
  if (covers(context.released, standing.size)) {
    fields.add("checkpoint_page")
        .set("address", checkpoint_address(context, context.released->note.checkpoint.size));
    // Line by line: white space is one blank to HTML.
    Fields& checkpoint = fields.add("checkpoint");
    std::string_view rest = context.released->bytes;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      checkpoint.add("line").set("text", rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  } else {
    fields.show("no_checkpoint");
  }
  return render(context.language(), "about", fields);
}

// Differs between builds with other templates, words or assets.
const std::string& build_mark() {
  static const std::string mark = [] {
    std::string all;
    for (const auto& [name, text] : templates_in_use()) all += text;
    for (const Language language : kLanguages) all += Catalogue::of(language).all_text();
    for (const std::string_view name :
         {"pledgebook.css", "pages.js", "world.tsv", "verify.js", "record.js", "my.css",
          "my_keys.js", "my_pledge.js", "my_practice.js", "my_match.js", "signing.css",
          "verify.css"})
      all += asset_address(name).value_or("");
    return fmt::format("{:x}", std::hash<std::string>{}(all));
  }();
  return mark;
}

Response html_response(unsigned status, Html html) {
  Response response{.status = status, .content_type = kHtml, .body = std::move(html).text()};
  response.policy = kPagePolicy;
  return response;
}

}  // namespace

std::string checkpoint_address(const PageContext& context, ledger::Size size) {
  return Address(context.language(), "checkpoints/" + std::to_string(ledger::number(size))).text();
}

Response to_response(const PageContext& context, const Page& page, const Practice* practice) {
  Fields fields = frame_of(context.address, page.title, page.nav, page.body, practice);
  if (context.life && !context.life->title.empty())
    fields.add("notice").set("text", context.life->title);
  for (const std::string_view name : page.assets) add_asset(fields, name);
  if (!page.feed.empty()) fields.add("feed").set("address", page.feed).set("name", page.title);
  if (page.standing) {
    fields.set("band", band_of(context, *page.standing));
    fields.set("about", about_of(context, page));
  }
  Response response = html_response(page.status, render(context.language(), "page", fields));
  response.caching = Caching::revalidate;
  response.etag = page_etag(context);
  return response;
}

std::string page_etag(const PageContext& context) {
  // A pledge's page says which files of evidence have arrived.
  const ledger::EvidenceFiles* files = context.services.evidence;
  const std::string arrived = files == nullptr ? std::string() : std::to_string(files->count());
  return make_etag({context.views.size(), size_of(context.released), context.now},
                   question_of(context.request.target) + build_mark() + context.site + arrived);
}

Response refusal_page(Language language, const PageRefusal& refusal, const Practice* practice) {
  const Catalogue& words = Catalogue::of(language);
  Fields fields;
  const std::string title(words.text(refusal.status >= kServerFault ? "refusal.failure"
                                     : refusal.status == 404        ? "refusal.not_found"
                                                                    : "refusal.not_understood"));
  fields.set("title", title).set("sentence", refusal.sentence);
  if (!refusal.remedy.empty()) fields.add("remedy").set("text", refusal.remedy);
  if (!refusal.reference.empty()) fields.add("reference").set("text", refusal.reference);
  const Address home(language, "");
  fields.set("home", home.text());
  fields.set("pledges", home.at("pledges").text());
  fields.set("members", home.at("members").text());
  fields.set("countries", home.at("countries").text());
  return plain_page(home, refusal.status, title, render(language, "refusal", fields), practice);
}

Response plain_page(const Address& address, unsigned status, std::string_view title,
                    const Html& body, const Practice* practice) {
  return html_response(
      status, render(address.language(), "page", frame_of(address, title, "-", body, practice)));
}

}  // namespace pledgebook::server
