// SPDX-License-Identifier: Apache-2.0
// Pages: each answers in every language; what members wrote can't become markup; the figures are
// those of the API; what is not understood is answered with a page that helps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <regex>
#include <string>

#include "server/web/words/figures.h"
#include "server/web/words/language.h"
#include "tests/server/served_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kAttack =
    "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{x}}[[y]]";

// A member whose every text is an attempt to inject markup, and another one.
support::LedgerBuilder hostile_ledger() {
  support::LedgerBuilder ledger = member_ledger();
  json::object body = support::pledge_body();
  body["title"] = std::string(kAttack);
  body["description"] = std::string(kAttack);
  body["targets"] = json::array{{{"id", "t-1"},
                                 {"title", std::string(kAttack)},
                                 {"unit", std::string(kAttack.substr(0, 60))},
                                 {"baseline", "0"},
                                 {"goal", "10"},
                                 {"due", "2027-12-31"}}};
  ledger.add(support::by_party("gha-gov", "pledge.submitted", "pledge/evil", body));
  ledger.add(support::by_reviewer("pledge.published", "pledge/evil",
                                  {{"number", std::string(kAttack.substr(0, 50))}}));
  json::object report = support::report_body("2026-01-01", "2026-01-31");
  report["narrative"] = std::string(kAttack);
  report["lessons"] = std::string(kAttack);
  ledger.add(support::by_party("gha-gov", "report.submitted", "pledge/evil", report));
  ledger.add(support::by_party("gha-gov", "pledge.amended", "pledge/evil",
                               {{"changes", {{"title", std::string(kAttack) + "2"}}},
                                {"reason", std::string(kAttack)},
                                {"category", "scope"}}));
  ledger.add_pledge("good", "gha-gov");
  return ledger;
}

std::vector<std::string> pages() {
  return {"",
          "?where=table&timeline=table&measure=pledges&shares=whole",
          "pledges",
          "pledges?status=PUBLISHED&focus_area=access&q=zzz",
          "members",
          "members/gha-gov",
          "countries",
          "countries/GHA",
          "focus-areas",
          "focus-areas/access",
          "regions",
          "regions/africa",
          "groups",
          "groups/ldc",
          "frameworks",
          "compare",
          "compare?from=2026-01-01&to=2027-01-01&axis=stated",
          "verify",
          "pledges/good",
          "pledges/evil",
          "records/0",
          "records/12",
          "about/figures",
          "about/verification",
          "about/data",
          "about/accessibility",
          "?as_of=2020-01-01",
          "?as_of=2026-06-30&axis=stated"};
}

TEST(WebPages, AnswerInEveryLanguage) {
  const ServedLedger served(hostile_ledger());
  for (const Language language : kLanguages) {
    for (const std::string& page : pages()) {
      const std::string target = "/" + std::string(tag(language)) + "/" + page;
      const Answer answer = served.get(target);
      ASSERT_EQ(answer.status, 200U) << target << answer.body;
      EXPECT_EQ(answer.header("content-type"), "text/html; charset=utf-8") << target;
      EXPECT_THAT(answer.body, HasSubstr("<html lang=\"" + std::string(tag(language)) +
                                         "\" dir=\"" + std::string(direction(language)) + "\">"));
      EXPECT_THAT(answer.body, HasSubstr("</html>")) << target;
      EXPECT_THAT(answer.header("content-security-policy"), HasSubstr("default-src 'none'"));
    }
  }
}

TEST(WebPages, KeepWhatMembersWroteFromBecomingMarkup) {
  const ServedLedger served(hostile_ledger());
  for (const std::string& page : pages()) {
    const std::string body = served.get("/en/" + page).body;
    EXPECT_THAT(body, Not(HasSubstr("<script>alert"))) << page;
    EXPECT_THAT(body, Not(HasSubstr("<img src=x"))) << page;
  }
  EXPECT_THAT(served.get("/en/pledges/evil").body,
              HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
  for (const std::string target :
       {"/en/?q=%3Cscript%3Ealert", "/en/pledges?q=%22%3E%3Cscript%3Ealert",
        "/en/%3Cscript%3Ealert", "/en/pledges?status=%3Cscript%3Ealert",
        "/en/members/%3Cscript%3Ealert", "/en/compare?from=%3Cscript%3Ealert"}) {
    EXPECT_THAT(served.get(target).body, Not(HasSubstr("<script>alert"))) << target;
  }
}

TEST(WebPages, HelpWhereThereIsNothing) {
  const ServedLedger served(member_ledger());
  const auto status = [&](const char* target) { return served.get(target).status; };

  EXPECT_EQ(status("/fr/nope"), 404U);
  EXPECT_EQ(status("/fr/a/b/c"), 404U);
  EXPECT_EQ(status("/fr/pledges/nope"), 404U);
  EXPECT_EQ(status("/fr/pledges/NOT-AN-ID"), 404U);
  EXPECT_EQ(status("/fr/countries/XXX"), 404U);
  EXPECT_EQ(status("/fr/members/nobody"), 404U);
  EXPECT_EQ(status("/fr/groups/nothing"), 404U);
  EXPECT_EQ(status("/fr/records/999999"), 404U);
  EXPECT_EQ(status("/fr/records/-1"), 404U);
  EXPECT_EQ(status("/xx/"), 404U);
  EXPECT_EQ(status("/fr/?as_of=2999-01-01"), 404U);
  EXPECT_EQ(status("/fr/?status=ASLEEP"), 400U);
  EXPECT_EQ(status("/fr/?nonsense=1"), 400U);
  const Answer answer = served.get("/fr/nope");
  EXPECT_EQ(answer.header("content-type"), "text/html; charset=utf-8");
  EXPECT_THAT(answer.body, HasSubstr("href=\"/fr/pledges\""));
}

// Every way in which the address of a page can be wrong.
std::vector<std::string> wrong_addresses() {
  return {"?nonsense=1",
          "?status=ASLEEP",
          "?timeliness=LATE",
          "?sector=moon",
          "?type=none",
          "?scope=galaxy",
          "?assurance=GUESSED",
          "?usd_value=some",
          "?reported=maybe",
          "?country=ghana",
          "?member=NOBODY!",
          "?focus_area=UPPER",
          "?from=yesterday",
          "?as_of=2026-13-01",
          "?recorded=noon",
          "?as_of=2026-01-01&recorded=2026-01-01",
          "?axis=middle",
          "?sort=luck",
          "?page=0",
          "?per_page=1000000",
          "?where=moon",
          "?measure=eur",
          "?shares=none",
          "?timeline=spiral",
          "?where=table&where=moon",
          "?page=1&page=2",
          "?min_size=many",
          "?language=fr",
          "pledges?where=moon",
          "map.svg?measure=eur",
          "feed.atom?shares=none",
          "pledges.csv?timeline=spiral",
          "?q=" + std::string(500, 'a'),
          "?as_of=2999-01-01",
          "?stated=2999-01-01",
          "?member=gha-gow",
          "?focus_area=acces",
          "?group=nothing",
          "?region=nowhere",
          "?goal=nothing",
          "?wsis=nothing",
          "?framework=nothing",
          "?event=nothing",
          "?beneficiary=nothing",
          "?sdg=99",
          "nope",
          "pledges/nope",
          "pledges/nope?as_of=2020-01-01",
          "pledges/NOT-AN-ID",
          "members/nobody",
          "members/gha-gow",
          "countries/XXX",
          "groups/nothing",
          "records/999999"};
}

// The sentences of a page that helps: what is wrong, and what to do.
std::string said_on(const std::string& page) {
  std::string said;
  const std::regex sentence("<h1>([^<]*)</h1>|<p class=\"sub\">([^<]*)</p>");
  for (std::sregex_iterator at(page.begin(), page.end(), sentence), end; at != end; ++at)
    said += (*at)[1].str() + (*at)[2].str() + "\n";
  return said;
}

TEST(WebPages, SayWhatIsWrongInTheReadersLanguage) {
  const ServedLedger served(member_ledger());
  // Neither Russian, Arabic nor Chinese has two Latin words in a row; values have commas between.
  const std::regex english("[A-Za-z]{2,} [A-Za-z]{2,}");
  for (const std::string& wrong : wrong_addresses()) {
    const std::string in_english = said_on(served.get("/en/" + wrong).body);
    ASSERT_FALSE(in_english.empty()) << wrong;
    for (const Language language : kLanguages) {
      if (language == Language::en) continue;
      const Answer answer = served.get("/" + std::string(tag(language)) + "/" + wrong);
      const std::string said = said_on(answer.body);
      EXPECT_THAT(answer.status, testing::AnyOf(400U, 404U)) << wrong;
      EXPECT_EQ(std::ranges::count(said, '\n'), std::ranges::count(in_english, '\n')) << wrong;
      EXPECT_NE(said, in_english) << wrong;
      EXPECT_THAT(said, Not(HasSubstr("refusal."))) << wrong;
      EXPECT_THAT(said, Not(HasSubstr("one of"))) << wrong;
      EXPECT_THAT(said, Not(HasSubstr("{"))) << wrong;
      if (language != Language::fr && language != Language::es) {
        EXPECT_FALSE(std::regex_search(said, english)) << tag(language) << " " << wrong << said;
      }
    }
  }
}

TEST(WebPages, SayWhichValuesThereAre) {
  const ServedLedger served(member_ledger());
  const auto said = [&](const char* target) { return said_on(served.get(target).body); };

  EXPECT_THAT(said("/en/?where=moon"), HasSubstr("Write one of these: map, table."));
  EXPECT_THAT(said("/fr/?measure=eur"), HasSubstr("usd, pledges"));
  EXPECT_THAT(said("/ru/?shares=none"), HasSubstr("split, whole"));
  EXPECT_THAT(said("/ar/?timeline=spiral"), HasSubstr("new, cumulative, table"));
  EXPECT_THAT(said("/en/?language=fr"), HasSubstr("No page knows the part “language”"));
  EXPECT_THAT(said("/en/?language=fr"), HasSubstr("where, measure, shares, timeline."));
  EXPECT_THAT(said("/en/?page=1&page=2"), HasSubstr("gives the part “page” more than once."));
}

// Whether the read models have an answer already or not.
TEST(WebPages, RefuseAWrongParameterOfAKeptAnswer) {
  const ServedLedger served(member_ledger());

  EXPECT_EQ(served.get("/en/members").status, 200U);
  EXPECT_EQ(served.get("/en/members?min_size=many").status, 400U);
}

TEST(WebPages, RefuseAWrongParameterOnTheWayToThem) {
  const ServedLedger served(member_ledger());

  for (const char* way : {"/?nonsense=1", "/fr?nonsense=1"}) {
    const Answer answer = served.get(way, "Accept-Language: fr\r\n");
    EXPECT_EQ(answer.status, 400U) << way;
    EXPECT_THAT(said_on(answer.body), HasSubstr("«\u00a0nonsense\u00a0»")) << way;
  }
  EXPECT_EQ(served.get("/fr/nope?nonsense=1").status, 404U);
}

TEST(WebPages, SayThatAListHasEnded) {
  const ServedLedger served(hostile_ledger());
  // Each is a list, shown in pages or whole.
  for (const std::string list :
       {"pledges", "members", "countries", "focus-areas", "regions", "frameworks",
        "members/gha-gov", "countries/GHA", "pledges/evil", "search?q=good", "compare"}) {
    const std::string address = "/en/" + list;
    const char* mark = list.contains('?') ? "&" : "?";
    const std::string whole = served.get(address).body;
    const std::string beyond = served.get(address + mark + "page=99").body;

    EXPECT_THAT(whole, Not(HasSubstr("The list ends"))) << list;
    EXPECT_THAT(beyond, HasSubstr("The list ends before this page")) << list;
    EXPECT_THAT(beyond, HasSubstr("href=\"" + address + "\">To its first page")) << list;
    EXPECT_THAT(beyond, Not(HasSubstr("To its last page"))) << list;
    EXPECT_THAT(beyond, Not(HasSubstr("passes all"))) << list;
    EXPECT_THAT(beyond, Not(HasSubstr("<tbody>\n</tbody>"))) << list;
  }
  EXPECT_THAT(served.get("/en/pledges?status=LAPSED").body, Not(HasSubstr("The list ends")));
  EXPECT_THAT(served.get("/en/pledges?status=LAPSED&page=99").body, HasSubstr("No pledge passes"));
}

TEST(WebPages, LeadToTheLastPageOfAList) {
  support::LedgerBuilder ledger = member_ledger();
  for (const char* member : {"ken-gov", "mli-gov"}) {
    ledger.add_member(member);
    ledger.add_pledge("of-" + std::string(member), member);
  }
  ledger.add_pledge("of-gha-gov", "gha-gov");
  const ServedLedger served(ledger);

  for (const std::string list : {"pledges", "members", "pledges/of-ken-gov"}) {
    const std::string address = "/en/" + list + "?per_page=1&amp;page=";
    const std::string last = list == "pledges/of-ken-gov" ? "2" : "3";
    const std::string beyond = served.get("/en/" + list + "?per_page=1&page=4").body;
    EXPECT_THAT(beyond, HasSubstr("href=\"" + address + last + "\">To its last page")) << list;
    EXPECT_THAT(served.get("/en/" + list + "?per_page=1&page=" + last).body,
                Not(HasSubstr("The list ends")));
  }
  EXPECT_THAT(served.get("/en/members?per_page=1&page=2").body, HasSubstr("2 to 2 of 3"));
}

TEST(WebPages, ProposeWhatWasMeant) {
  const ServedLedger served(member_ledger());

  EXPECT_THAT(said_on(served.get("/fr/?member=gha-gow").body), HasSubstr("«\u00a0gha-gov\u00a0»"));
  EXPECT_THAT(said_on(served.get("/ru/members/gha-gow").body), HasSubstr("«gha-gov»"));
  EXPECT_THAT(said_on(served.get("/en/?sort=luck").body), HasSubstr("-relevance"));
  EXPECT_THAT(said_on(served.get("/en/?as_of=2026-01-01&stated=2026-01-01").body),
              HasSubstr("recorded with stated"));
}

TEST(WebPages, AreFoundFromTheRoot) {
  const ServedLedger served(member_ledger());

  const Answer answer = served.get("/?focus_area=access", "Accept-Language: es-MX,es;q=0.9\r\n");
  EXPECT_EQ(answer.status, 302U);
  EXPECT_EQ(answer.header("location"), "/es/?focus_area=access");
  EXPECT_EQ(answer.header("vary"), "Accept-Language");
  EXPECT_EQ(served.get("/zh").header("location"), "/zh/");
}

// The figures on the dashboard's table of countries, from the page itself.
std::map<std::string, std::string> cells(const std::string& page, const std::string& path) {
  std::map<std::string, std::string> found;
  const std::regex row("href=\"/en/" + path +
                       "/([A-Za-z0-9-]+)\"[^\\n]*?<td class=\"number\"[^>]*>([0-9,.]+)</td><td "
                       "class=\"number\"[^>]*>([0-9,.]+)</td>");
  for (std::sregex_iterator at(page.begin(), page.end(), row), end; at != end; ++at)
    found[(*at)[1]] = (*at)[2].str() + " " + (*at)[3].str();
  return found;
}

TEST(WebPages, HaveTheFiguresOfTheApi) {
  const ServedLedger served(hostile_ledger());
  const auto api = json_of(served.get("/api/v1/countries"));
  const auto page = cells(served.get("/en/countries").body, "countries");

  ASSERT_FALSE(api.at("rows").as_array().empty());
  for (const json::value& row : api.at("rows").as_array()) {
    const std::string country(row.at("country").as_string());
    ASSERT_TRUE(page.contains(country)) << country;
    const auto* announced = row.at("apportioned").at("usd").as_object().if_contains("announced");
    const auto usd = ledger::Decimal::parse(
        announced == nullptr ? "0" : std::string_view(announced->as_string()));
    EXPECT_EQ(page.at(country), std::to_string(row.at("pledges").to_number<std::int64_t>()) + " " +
                                    Figures(Language::en).millions(*usd));
  }
}

TEST(WebPages, AreCitedWithBothTimes) {
  const ServedLedger served(hostile_ledger());
  const std::string page = served.get("/en/?as_of=2026-06-30&axis=stated").body;
  std::smatch link;
  ASSERT_TRUE(std::regex_search(page, link,
                                std::regex("href=\"(/en/\\?recorded=[^\"]+)\">Permanent link")));
  EXPECT_THAT(link[1].str(), HasSubstr("&amp;stated=2026-06-30T23:59:59.999Z"));
}

TEST(WebPages, AreDownloadedAsTheyAre) {
  const ServedLedger served(hostile_ledger());

  const Answer answer = served.get("/en/pledges.csv");
  EXPECT_EQ(answer.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_THAT(answer.header("content-disposition"), HasSubstr("pledgebook-pledges.csv"));
  const auto total = json_of(served.get("/api/v1/pledges")).at("total").to_number<std::size_t>();
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(answer.body, '\n')), total + 1);
  EXPECT_THAT(served.get("/en/pledges.csv?q=zzz").body, Not(HasSubstr("evil")));
}

TEST(Assets, AreSentAsTheBrowserLikes) {
  const ServedLedger served(member_ledger());
  const std::string page = served.get("/en/").body;
  std::smatch found;
  if (!std::regex_search(page, found, std::regex("/assets/pledgebook-[A-Za-z0-9]+\\.css")))
    GTEST_SKIP() << "the program was built without npm";
  const std::string style = found.str();

  const Answer plain = served.get(style);
  EXPECT_EQ(plain.status, 200U);
  EXPECT_EQ(plain.header("content-encoding"), "");
  EXPECT_THAT(plain.header("cache-control"), HasSubstr("immutable"));
  const Answer brotli = served.get(style, "Accept-Encoding: gzip, br\r\n");
  EXPECT_EQ(brotli.header("content-encoding"), "br");
  EXPECT_LT(brotli.body.size(), plain.body.size());
  EXPECT_EQ(served.get(style, "Accept-Encoding: gzip\r\n").header("content-encoding"), "gzip");
  EXPECT_EQ(served.get("/assets/nothing.css").status, 404U);
}

}  // namespace
}  // namespace pledgebook::server
