// SPDX-License-Identifier: Apache-2.0
// The search in small ledgers: what is found, at which time, and in what order.
#include "projections/views/search.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <string>

#include "projections/views/parties.h"
#include "projections/views/pledges.h"
#include "tests/projections/example_ledger.h"
#include "tests/support/json.h"

namespace pledgebook::projections {
namespace {

namespace json = boost::json;

Query parsed(std::vector<std::pair<std::string, std::string>> pairs) {
  const auto query = Query::parse(pairs);
  EXPECT_TRUE(query) << (query ? "" : query.error().rule);
  return query.value_or(Query{});
}

std::string ids(const json::value& answer, std::string_view member = "id") {
  std::string text;
  for (const json::value& row : answer.at("rows").as_array()) {
    if (!text.empty()) text += " ";
    text += std::string_view(row.at(member).as_string());
  }
  return text;
}

// "kind id" of each hit.
std::string hits(const json::value& answer) {
  std::string text;
  for (const json::value& hit : answer.at("hits").as_array()) {
    if (!text.empty()) text += ", ";
    text += std::string(hit.at("kind").as_string()) + " " + std::string(hit.at("id").as_string());
  }
  return text;
}

class Searched : public testing::Test {
 protected:
  // The ids of the pledges found, the most relevant first.
  std::string found(const std::string& question, const std::string& recorded = "",
                    const std::string& stated = "") {
    return ids(example_.ask(&pledges,
                            parsed({{"q", question}, {"recorded", recorded}, {"stated", stated}})));
  }
  void pledge(std::string_view id, std::string_view title, std::string_view description = "-") {
    const json::object more{{"title", title}, {"description", description}};
    example_.pledge(id, "2025-01-10T00:00:00Z", json::serialize(more));
  }
  void rename(std::string_view party, std::string_view name) {
    example_.ledger().add(support::by_registrar(
        "party.updated", "party/" + std::string(party),
        {{"name", name}, {"sector", "government"}, {"roles", json::array{"member"}}}));
  }

  ExampleLedger example_;
};

TEST_F(Searched, FoldsCaseAndAccents) {
  pledge("a", "Élan numérique");
  pledge("b", "Te\u0301le\u0301centres ruraux");
  pledge("c", "Сельская связь");

  EXPECT_EQ(found("élan"), "a");
  EXPECT_EQ(found("ELAN"), "a");
  EXPECT_EQ(found("télécentre"), "b");
  EXPECT_EQ(found("сельская"), "c");
  EXPECT_EQ(found("nothing"), "");
}

TEST_F(Searched, FindsInflectedFormsInFiveLanguages) {
  pledge("ar", "مَدَارِس مُتَّصِلَة");
  pledge("en", "Connecting villages");
  pledge("es", "Escuelas rurales conectadas");
  pledge("fr", "Formations numériques");
  pledge("ru", "Школы и больницы");

  EXPECT_EQ(found("المدارس"), "ar");
  EXPECT_EQ(found("village"), "en");
  EXPECT_EQ(found("escuela rural"), "es");
  EXPECT_EQ(found("formation numerique"), "fr");
  EXPECT_EQ(found("школа больница"), "ru");
}

TEST_F(Searched, FindsChineseByAnyRunOfCharacters) {
  pledge("zh", "农村学校的宽带连接");
  pledge("other", "宽阔地带");

  EXPECT_EQ(found("宽带"), "zh");
  EXPECT_EQ(found("学校的宽带"), "zh");
}

TEST_F(Searched, FindsDescriptionsReportsNamesIdsAndNumbers) {
  pledge("a-1", "Broadband", "Fibre for every district hospital");
  example_.report("a-1", "2025-03-01T00:00:00Z", {{"narrative", "The first antennas stand"}});
  rename("gha-gov", "Ministère de l’Économie numérique");

  EXPECT_EQ(found("hospitals"), "a-1");
  EXPECT_EQ(found("antenna"), "a-1");
  EXPECT_EQ(found("economie"), "a-1");
  EXPECT_EQ(found("economie antenna broadband"), "a-1");  // each in another text
  EXPECT_EQ(found("a-1"), "a-1");
  EXPECT_EQ(found("economie nowhere"), "");
}

TEST_F(Searched, TakesTheLastWordAsABeginning) {
  pledge("a", "Broadband for villages");

  EXPECT_EQ(found("broadband vil"), "a");
  EXPECT_EQ(found("broadb villages"), "");
}

TEST_F(Searched, TakesQuotedWordsOneAfterAnother) {
  pledge("a", "Rural schools of the north");
  pledge("b", "Schools, rural and urban");

  EXPECT_EQ(found(R"("rural schools")"), "a");
  EXPECT_EQ(found(R"("rural and urban")"), "b");
  EXPECT_EQ(found(R"("rural school")"), "");  // whose stems are "rural" and "school" of both
}

TEST_F(Searched, RanksTitlesBeforeDescriptions) {
  pledge("a", "Training", "Fibre, fibre and fibre");
  pledge("b", "Fibre", "Training of teachers");
  pledge("c", "Nothing of it", "Some fibre");

  EXPECT_EQ(found("fibre"), "b a c");
  EXPECT_EQ(found("training"), "a b");
}

TEST_F(Searched, RanksAnExactIdFirst) {
  pledge("access-2", "Access and access", "Access 2, access-2");
  pledge("access", "Something else");

  EXPECT_EQ(found("access"), "access access-2");
}

TEST_F(Searched, SortsByAnotherKeyWhereAsked) {
  pledge("a", "Training", "Fibre");
  pledge("b", "Fibre");
  Query query = parsed({{"q", "fibre"}, {"sort", "id"}});

  EXPECT_EQ(ids(example_.ask(&pledges, query)), "a b");
  query.sort = SortKey::relevance;
  query.descending = true;
  EXPECT_EQ(ids(example_.ask(&pledges, query)), "a b");
  query.descending = false;
  query.per_page = 1;
  query.page = 2;
  EXPECT_EQ(ids(example_.ask(&pledges, query)), "a");
}

TEST_F(Searched, JoinsWithOtherFilters) {
  pledge("a", "Fibre");
  example_.pledge("b", "2025-01-10T00:00:00Z", R"({"title":"Fibre"})", "ken-gov");

  EXPECT_EQ(ids(example_.ask(&pledges, parsed({{"q", "fibre"}, {"member", "ken-gov"}}))), "b");
  EXPECT_EQ(ids(example_.ask(&pledges, parsed({{"q", "gha"}, {"member", "ken-gov"}}))), "");
}

TEST_F(Searched, FindsAnAmendedTitleByItsOldWordsInThePastAlone) {
  pledge("a", "Telegraph lines");
  example_.ledger().set_clock("2026-06-03T00:00:00Z");
  example_.say("a", "2025-02-10T00:00:00Z", "gha-gov", "pledge.amended",
               {{"category", "scope"},
                {"changes", json::object{{"title", "Fibre lines"}}},
                {"reason", "new"}});

  EXPECT_EQ(found("fibre"), "a");
  EXPECT_EQ(found("telegraph"), "");
  EXPECT_EQ(found("fibre", "2026-06-02"), "");
  EXPECT_EQ(found("telegraph", "2026-06-02"), "a");
  EXPECT_EQ(found("fibre", "", "2025-02-09"), "");
  EXPECT_EQ(found("telegraph", "", "2025-02-09"), "a");
  EXPECT_EQ(found("telegraph", "", "2021-01-01"), "");
}

TEST_F(Searched, KnowsPartiesByTheNamesOfTheTime) {
  pledge("a", "Lines");
  rename("gha-gov", "Ministry of Telegraphs");
  example_.ledger().set_clock("2026-06-03T00:00:00Z");
  rename("gha-gov", "Ministry of Communications");

  EXPECT_EQ(found("telegraph"), "");
  EXPECT_EQ(found("communication"), "a");
  EXPECT_EQ(found("telegraph", "2026-06-02"), "a");
  EXPECT_EQ(ids(example_.ask(&parties, parsed({{"q", "communications"}})), "party"), "gha-gov");
  EXPECT_EQ(ids(example_.ask(&parties, parsed({{"q", "ken"}})), "party"), "ken-gov");
}

TEST_F(Searched, RefusesTooManyWordsAndSurvivesStrangeOnes) {
  pledge("a", "Fibre");
  std::string many;
  for (int i = 0; i < 17; ++i) many += "a ";

  EXPECT_FALSE(Query::parse(std::vector<std::pair<std::string, std::string>>{{"q", many}}));
  EXPECT_TRUE(parsed({{"q", "   "}}).q.empty());
  for (const std::string question :
       {"\"", "\"\"", "*", "a*", "NOT fibre", "fibre OR", "title:fibre", "\xff\xfe", "Qa", "Zen:a",
        "(((((", "\xF0\x9F\x98\x80", "e\u0301\u0301\u0301"})
    static_cast<void>(found(question));  // fails the test on an error
  EXPECT_EQ(found(std::string(400, 'f')), "");
  EXPECT_EQ(found("..."), "");
}

TEST_F(Searched, AnswersTheSearchBoxWithAllKinds) {
  pledge("a", "Access for Ghana", "Some ghana");
  rename("gha-gov", "Government of Ghana");

  const json::value answer = example_.ask(&search, parsed({{"q", "ghana"}}));

  EXPECT_EQ(hits(answer), "country GHA, member gha-gov, pledge a");
  EXPECT_EQ(answer.at("pledges"), json::value(1));
  EXPECT_EQ(at(answer, "/hits/1/title"), json::value("Government of Ghana"));
  EXPECT_EQ(at(answer, "/hits/2/about"), json::value("Government of Ghana"));
  EXPECT_EQ(at(answer, "/hits/2/excerpt"), json::value("Some ghana"));
  EXPECT_EQ(hits(example_.ask(&search, parsed({{"q", "GHA"}}))),
            "country GHA, member gha-gov, pledge a");
  EXPECT_EQ(hits(example_.ask(&search, {})), "");
}

TEST_F(Searched, AnswersTheSearchBoxWithFocusAreasAndRecords) {
  pledge("a", "Lines");
  const std::string last = std::to_string(example_.ledger().statements().size() - 1);

  EXPECT_TRUE(hits(example_.ask(&search, parsed({{"q", "adoption"}}))).starts_with("focus_area "));
  const json::value by_index = example_.ask(&search, parsed({{"q", last}}));
  EXPECT_EQ(hits(by_index), "record " + last);
  EXPECT_EQ(at(by_index, "/hits/0/title"), json::value("pledge.published"));
  EXPECT_EQ(at(by_index, "/hits/0/about"), json::value("pledge/a"));
  EXPECT_EQ(hits(example_.ask(&search, parsed({{"q", "99999999"}}))), "");
}

}  // namespace
}  // namespace pledgebook::projections
