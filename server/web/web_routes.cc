// SPDX-License-Identifier: Apache-2.0
// Long: the routes of all pages, which are best read as one list.
#include "server/web/web_routes.h"

#include <array>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "server/routes/view_serving.h"
#include "server/web/frame/assets.h"
#include "server/web/frame/framing.h"
#include "server/web/frame/page_parameters.h"
#include "server/web/frame/problem_page.h"
#include "server/web/page_answer.h"
#include "server/web/pages/about_page.h"
#include "server/web/pages/ceremony_page.h"
#include "server/web/pages/checkpoint_page.h"
#include "server/web/pages/compare_page.h"
#include "server/web/pages/cut_page.h"
#include "server/web/pages/dashboard_page.h"
#include "server/web/pages/downloads.h"
#include "server/web/pages/due_feeds.h"
#include "server/web/pages/feed.h"
#include "server/web/pages/pledge_page.h"
#include "server/web/pages/pledges_page.h"
#include "server/web/pages/practice_page.h"
#include "server/web/pages/record_page.h"
#include "server/web/pages/script_page.h"
#include "server/web/pages/search_page.h"
#include "server/web/pages/value_page.h"
#include "server/web/pages/verify_page.h"
#include "server/web/parts/dashboard_where.h"
#include "server/web/problem_pages.h"
#include "server/web/web_directory.h"

namespace pledgebook::server {
namespace {

using PageOf = std::function<ledger::Result<Page>(const PageContext&)>;
using projections::Facet;

constexpr ResponseNote kNotUnderstood{400, kHtml, "",
                                      "A parameter is not understood; the page says which."};

// What is shown as of a page's moment, and may be kept as long as the page.
Response answer_of(const PageContext& context, std::string_view content_type, std::string body) {
  Response response{.content_type = content_type, .body = std::move(body)};
  response.caching = Caching::revalidate;
  response.etag = page_etag(context);
  return response;
}

class Web {
 public:
  Web(const Services& services, const Practice* practice)
      : services_(services),
        practice_(practice),
        life_(std::make_shared<LedgerLife>(services.store)) {}

  void add_page(std::string_view pattern, std::string_view operation, std::string_view summary,
                PageOf page_of) {
    add(pattern, operation, summary, kHtml,
        [page_of = std::move(page_of),
         practice = practice_](const PageContext& context) -> ledger::Result<Response> {
          LEDGER_TRY(const Page page, page_of(context));
          return to_response(context, page, practice);
        });
  }
  void add_map(std::string_view pattern) {
    add(pattern, "getDashboardMap", "The dashboard's map as a picture", kSvg,
        [](const PageContext& context) -> ledger::Result<Response> {
          LEDGER_TRY(std::string svg, dashboard_map(context));
          Response response = answer_of(context, kSvg, std::move(svg));
          response.policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
          return response;
        });
  }
  using CsvOf = std::function<ledger::Result<std::string>(const PageContext&)>;
  void add_csv(std::string_view pattern, std::string_view operation, std::string_view summary,
               CsvOf csv_of) {
    add(pattern, operation, summary, kCsv,
        [csv_of = std::move(csv_of)](const PageContext& context) -> ledger::Result<Response> {
          LEDGER_TRY(std::string csv, csv_of(context));
          Response response = answer_of(context, kCsv, std::move(csv));
          response.headers = {{"Content-Disposition", "attachment; filename=\"pledgebook-" +
                                                          context.address.path() + "\""}};
          return response;
        });
  }
  using FeedOf = std::function<ledger::Result<std::string>(const PageContext&)>;
  void add_feed(std::string_view pattern, std::string_view operation, std::string_view summary,
                FeedOf feed_of, std::string_view content_type = kAtom) {
    add(pattern, operation, summary, content_type,
        [feed_of = std::move(feed_of),
         content_type](const PageContext& context) -> ledger::Result<Response> {
          // Readers of feeds resolve relative links badly, so there are none.
          if (context.site.empty()) {
            return to_response(Problem{.status = 400,
                                       .code = "host_invalid",
                                       .detail = "a feed needs the server's name",
                                       .accepted = "a Host field"});
          }
          LEDGER_TRY(std::string feed, feed_of(context));
          return answer_of(context, content_type, std::move(feed));
        });
  }
  [[nodiscard]] std::vector<Route> take() && { return std::move(routes_); }

 private:
  static constexpr std::string_view kSvg = "image/svg+xml";
  static constexpr std::string_view kCsv = "text/csv; charset=utf-8";

  // An answer that is kept would hide what has changed in a folder.
  [[nodiscard]] Route of_views(Route route) const {
    return services_.web_directory == nullptr ? view_route(services_, std::move(route))
                                              : std::move(route);
  }

  void add(std::string_view pattern, std::string_view operation, std::string_view summary,
           std::string_view content_type, Respond respond) {
    routes_.push_back(of_views(
        {.pattern = pattern,
         .operation = operation,
         .group = "pages",
         .summary = summary,
         .parameters = page_filters(),
         .responses = {{200, content_type, "", "A page, a picture of one, a table or a feed."},
                       kNotUnderstood,
                       {404, kHtml, "", "There is no such thing; the page says what there is."},
                       {500, kHtml, "", "The page could not be made; it names the reference."},
                       {503, kHtml, "", "The page can't be made now; it says when to come back."}},
         .problem_page = problem_page_of(practice_),
         .handler =
             [&services = services_, practice = practice_, life = life_,
              respond = std::move(respond)](const Request& request) {
               return answer_page(services, *life, request, respond, practice);
             },
         .lane_with_query = Lane::heavy_reads}));
  }

  const Services& services_;
  const Practice* practice_;
  std::shared_ptr<LedgerLife> life_;  // shared by the routes
  std::vector<Route> routes_;
};

// Texts about the figures and the ledger.
void add_about(Web& web) {
  const auto of = [](std::string_view topic) {
    return [topic](const PageContext& context) { return about_page(context, topic); };
  };
  web.add_page("/{language}/about/figures", "getFiguresPage", "How figures are counted",
               of("figures"));
  web.add_page("/{language}/about/verification", "getVerificationPage", "How to verify",
               of("verification"));
  web.add_page("/{language}/about/data", "getDataPage", "Data and licence", of("data"));
  web.add_page("/{language}/about/accessibility", "getAccessibilityPage", "Accessibility",
               of("accessibility"));
}

// Lists of members, countries and the like, each as a page and as CSV, and the page of one of them.
struct CutRoutes {
  std::string_view page;
  std::string_view page_operation;
  std::string_view csv;
  std::string_view csv_operation;
  std::string_view summary;
  CutPage cut;
  std::string_view one = {};  // "" if its items have no page
  std::string_view one_operation = {};
  std::string_view one_summary = {};
};

constexpr std::array kMember{Facet::member};
constexpr std::array kCountry{Facet::country};
constexpr std::array kArea{Facet::focus_area};
constexpr std::array kRegion{Facet::region};
constexpr std::array kGroup{Facet::group};
constexpr std::array kFramework{Facet::sdg, Facet::wsis, Facet::goal, Facet::framework};
constexpr auto kCutRoutes = std::to_array<CutRoutes>({
    {"/{language}/members",
     "getMembersPage",
     "/{language}/members.csv",
     "getMembersCsv",
     "Members",
     {"members", "cut.members", kMember, "members.csv"},
     "/{language}/members/{id}",
     "getMemberPage",
     "One member"},
    {"/{language}/countries",
     "getCountriesPage",
     "/{language}/countries.csv",
     "getCountriesCsv",
     "Countries",
     {"countries", "cut.countries", kCountry, "countries.csv"},
     "/{language}/countries/{country}",
     "getCountryPage",
     "One country"},
    {"/{language}/focus-areas",
     "getFocusAreasPage",
     "/{language}/focus-areas.csv",
     "getFocusAreasCsv",
     "Focus areas",
     {"-", "cut.focus_areas", kArea, "focus-areas.csv"},
     "/{language}/focus-areas/{id}",
     "getFocusAreaPage",
     "One focus area"},
    {"/{language}/regions",
     "getRegionsPage",
     "/{language}/regions.csv",
     "getRegionsCsv",
     "ITU regions",
     {"-", "cut.regions", kRegion, "regions.csv"},
     "/{language}/regions/{id}",
     "getRegionPage",
     "One ITU region"},
    {"/{language}/groups",
     "getGroupsPage",
     "/{language}/groups.csv",
     "getGroupsCsv",
     "Country groups",
     {"-", "cut.groups", kGroup, "groups.csv"},
     "/{language}/groups/{id}",
     "getGroupPage",
     "One country group"},
    {"/{language}/frameworks",
     "getFrameworksPage",
     "/{language}/frameworks.csv",
     "getFrameworksCsv",
     "Frameworks",
     {"-", "cut.frameworks", kFramework, "frameworks.csv"}},
});

void add_cuts(Web& web) {
  for (const CutRoutes& each : kCutRoutes) {
    const CutPage& cut = each.cut;
    web.add_page(each.page, each.page_operation, each.summary,
                 [cut](const PageContext& context) { return cut_page(context, cut); });
    web.add_csv(
        each.csv, each.csv_operation, each.summary,
        [facets = cut.facets](const PageContext& context) { return cuts_csv(context, facets); });
    if (each.one.empty()) continue;
    web.add_page(each.one, each.one_operation, each.one_summary,
                 [facet = cut.facets.front()](const PageContext& context) {
                   return value_page(context, facet);
                 });
  }
  web.add_csv("/{language}/pledges.csv", "getPledgesCsv", "Pledges", &pledges_csv);
  web.add_csv("/{language}/timeline.csv", "getTimelineCsv", "Publications by month", &timeline_csv);
}

// Pages on which something is signed, by members and by BDT.
void add_script_pages(Web& web) {
  const auto signing = [](std::string_view script) {
    return std::vector<std::string_view>{"my.css", "signing.css", "verify.css", script};
  };
  const auto add = [&web](std::string_view pattern, std::string_view operation,
                          std::string_view summary, const ScriptPage& what) {
    web.add_page(pattern, operation, summary,
                 [what](const PageContext& context) { return script_page(context, what); });
  };
  const auto add_of_pledge = [&web](std::string_view pattern, std::string_view operation,
                                    std::string_view summary, const ScriptPage& what) {
    web.add_page(pattern, operation, summary, [what](const PageContext& context) {
      return script_page_of_pledge(context, what);
    });
  };
  add("/{language}/my/keys", "getKeysPage", "The keys of the reader's browser",
      {"my_keys", "keys.title", {"my.css", "my_keys.js"}});
  web.add_page("/{language}/my/keys/ceremony", "getCeremonyPage",
               "The file that makes the keys of a new ledger's officers", &ceremony_page);
  add("/{language}/my/signing", "getCosigningPage",
      "Statements that lack a signature, signed in the browser",
      {"my_signing", "cosign.title", signing("my_signing.js")});
  add("/{language}/my/pledges/new", "getNewPledgePage", "A pledge made and signed in the browser",
      {"my_pledge", "pledging.title", signing("my_pledge.js")});
  add_of_pledge("/{language}/my/pledges/{id}/change", "getChangePledgePage",
                "What a member can do with a pledge, signed in the browser",
                {"my_change", "changing.title", signing("my_change.js")});
  add_of_pledge("/{language}/my/pledges/{id}/match", "getMatchPage",
                "Matches of a pledge: suggested, proposed and accepted, signed in the browser",
                {"my_match", "matching.title", signing("my_match.js")});
  add_of_pledge("/{language}/my/pledges/{id}/report", "getReportPage",
                "A report made and signed in the browser",
                {"my_report", "reporting.title", signing("my_report.js")});
  add_of_pledge("/{language}/my/pledges/{id}/attest", "getAttestPage",
                "An attestation made and signed in the browser",
                {"my_attest", "talking.attest.title", signing("my_attest.js")});
  add_of_pledge("/{language}/my/pledges/{id}/talk", "getTalkPage",
                "The discussion of a pledge, with messages signed in the browser",
                {"my_talk", "talking.talk.title", signing("my_talk.js")});
  add("/{language}/desk", "getDeskPage", "What waits for BDT, decided and signed in the browser",
      {"desk", "desk.title", signing("desk.js")});
  add("/{language}/desk/tables", "getDeskTablesPage",
      "Lists, exchange rates and objectives, published with a key of the browser",
      {"desk_tables", "tables.title", signing("desk_tables.js")});
  add("/{language}/desk/import", "getDeskImportPage",
      "Pledges of a spreadsheet, entered with a key of the browser",
      {"desk_import", "import.title", signing("desk_import.js")});
  add("/{language}/desk/parties", "getDeskPartiesPage",
      "Parties and their keys, changed with a key of the browser",
      {"desk_parties", "parties.title", signing("desk_parties.js")});
}

// Below a language, where no page is.
Response no_page(Language language, const Practice* practice) {
  return refusal_page(
      language,
      {.status = 404, .sentence = std::string(Catalogue::of(language).text("refusal.no_page"))},
      practice);
}

std::vector<Route> fallbacks(const Practice* practice) {
  static constexpr std::array<std::string_view, kLanguages.size()> kBelow{
      "/ar/{path+}", "/zh/{path+}", "/en/{path+}", "/fr/{path+}", "/ru/{path+}", "/es/{path+}"};
  static constexpr std::array<std::string_view, kLanguages.size()> kNoPage{
      "getNoPageAr", "getNoPageZh", "getNoPageEn", "getNoPageFr", "getNoPageRu", "getNoPageEs"};
  static constexpr std::array<std::string_view, kLanguages.size()> kWay{
      "getLanguageAr", "getLanguageZh", "getLanguageEn",
      "getLanguageFr", "getLanguageRu", "getLanguageEs"};
  static constexpr std::array<std::string_view, kLanguages.size()> kAlone{"/ar", "/zh", "/en",
                                                                          "/fr", "/ru", "/es"};
  std::vector<Route> routes;
  for (std::size_t i = 0; i < kLanguages.size(); ++i) {
    const Language language = kLanguages[i];
    routes.push_back(
        {.pattern = kBelow[i],
         .operation = kNoPage[i],
         .group = "pages",
         .summary = "A page that helps where there is none",
         .parameters = page_filters(),
         .responses = {{404, kHtml, "", "There is no such page."}},
         .problem_page =
             [language, practice](const Request& request, const Problem& problem,
                                  std::string_view reference) {
               return problem.status < kServerFault
                          ? no_page(language, practice)
                          : problem_page(request, problem, reference, practice);
             },
         .handler = [language, practice](const Request&) { return no_page(language, practice); }});
    routes.push_back({.pattern = kAlone[i],
                      .operation = kWay[i],
                      .group = "pages",
                      .summary = "The way to the dashboard",
                      .parameters = page_filters(),
                      .responses = {{302, "", "", "Where it is."}, kNotUnderstood},
                      .problem_page = problem_page_of(practice),
                      .handler = [language](const Request& request) {
                        Response response{.status = 302};
                        response.headers = {
                            {"Location", Address(language, "", request.target).text()}};
                        return response;
                      }});
  }
  return routes;
}

// From / to the page in the reader's language.
Response redirect(const Request& request) {
  const Language language = preferred_language(request.accept_language);
  Response response{.status = 302};
  response.headers = {{"Location", Address(language, "", request.target).text()},
                      {"Vary", "Accept-Language"}};
  return response;
}

}  // namespace

std::vector<Route> web_routes(const Services& services, const Practice* practice) {
  Web web(services, practice);
  web.add_page("/{language}/", "getDashboard", "The dashboard as a web page", &dashboard_page);
  web.add_map("/{language}/map.svg");
  add_script_pages(web);
  if (practice != nullptr)
    web.add_page(
        "/{language}/practice", "getPracticePage",
        "Of a ledger for practice: keys of every role, and what to try with them",
        [practice](const PageContext& context) { return practice_page(context, *practice); });
  web.add_page("/{language}/pledges", "getPledgesPage", "Pledges as a web page", &pledges_page);
  web.add_page("/{language}/pledges/{id}", "getPledgePage", "One pledge as a web page",
               &pledge_page);
  web.add_feed("/{language}/feed.atom", "getFeed", "What was recorded lately, as Atom",
               &feed_of_pledges);
  web.add_feed("/{language}/messages.atom", "getMessagesFeed", "Messages about pledges, as Atom",
               &feed_of_messages);
  web.add_feed("/{language}/pledges/{id}/feed.atom", "getPledgeFeed",
               "What was recorded of one pledge, as Atom", &feed_of_pledge);
  web.add_feed("/{language}/members/{id}/due.atom", "getMemberDueFeed",
               "What a member owes and when, as Atom", &due_feed);
  web.add_feed("/{language}/members/{id}/due.ics", "getMemberDueCalendar",
               "What a member owes and when, as iCalendar", &due_calendar, kCalendar);
  web.add_page("/{language}/compare", "getComparePage", "Two dates compared, as a web page",
               &compare_page);
  web.add_page("/{language}/search", "getSearchPage", "What one box finds", &search_page);
  web.add_page("/{language}/verify", "getVerifyPage", "Check a file in the browser", &verify_page);
  web.add_page("/{language}/records/{index}", "getRecordPage", "One record as a web page",
               &record_page);
  web.add_page("/{language}/checkpoints/{size}", "getCheckpointPage",
               "One checkpoint as a web page", &checkpoint_page);
  add_about(web);
  add_cuts(web);
  std::vector<Route> routes = std::move(web).take();
  routes.push_back({.pattern = "/",
                    .operation = "getFrontPage",
                    .group = "pages",
                    .summary = "The way to the dashboard in the reader's language",
                    .parameters = page_filters(),
                    .responses = {{302, "", "", "Where it is."}, kNotUnderstood},
                    .problem_page = problem_page_of(practice),
                    .handler = &redirect});
  for (Route& route : problem_page_routes(practice)) routes.push_back(std::move(route));
  for (Route& route : fallbacks(practice)) routes.push_back(std::move(route));
  for (Route& route : asset_routes()) routes.push_back(std::move(route));
  if (services.web_directory != nullptr) {
    for (Route& route : routes) route = services.web_directory->reread(std::move(route));
  }
  return routes;
}

}  // namespace pledgebook::server
