// SPDX-License-Identifier: Apache-2.0
// What a person reads before signing.
#include "cli/text/statement_words.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "cli/statement/list_changes.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

json::object object_of(std::string_view text) { return json::parse(text).get_object(); }

TEST(StatementWords, NameEachFieldOfAStatement) {
  const std::string words = statement_words(
      R"({"at":"2026-11-28T10:00:00Z","body":{"title":"100 schools","value":{"amount":"1250.50",)"
      R"("currency":"EUR","estimated":true},"countries":[{"iso3":"GHA","share":"60"},{"iso3":"KEN"}],)"
      R"("public":true,"sdgs":["4","9"]},"kind":"pledge.submitted","ledger":"x","prev":null,)"
      R"("signers":["gha-gov"],"stream":"pledge/p-1","v":1})");

  EXPECT_EQ(words,
            "pledge.submitted in pledge/p-1, by gha-gov, at 2026-11-28T10:00:00Z\n"
            "  title           100 schools\n"
            "  value           EUR 1,250.50, one thousand two hundred fifty euro and 50 cents\n"
            "                  (estimated)\n"
            "  countries       GHA, share 60\n"
            "                  KEN\n"
            "  public          yes\n"
            "  sdgs            4, 9\n");
}

TEST(StatementWords, KeepControlCharactersOffTheTerminal) {
  EXPECT_EQ(body_words(object_of(R"({"title":"a\u001b[2Jb\nc"})")).find('\x1b'), std::string::npos);
  EXPECT_EQ(statement_words("no JSON"), "  this is no statement\n");
}

TEST(StatementWords, ShowWhatDiffers) {
  const json::object before = object_of(
      R"({"value":{"amount":"5","currency":"EUR"},"countries":[{"iso3":"GHA"}],"end":"2027-12-31"})");
  const json::object after = object_of(
      R"({"value":{"amount":"6","currency":"EUR"},"countries":[{"iso3":"TGO"}],"title":"t"})");

  EXPECT_EQ(difference_words(before, after),
            "  value           was EUR 5.00, five euro\n"
            "                  now EUR 6.00, six euro\n"
            "  countries       - GHA\n"
            "                  + TGO\n"
            "  end             was 2027-12-31\n"
            "                  now absent\n"
            "  title           was absent\n"
            "                  now t\n");
  EXPECT_EQ(difference_words(before, before), "");
}

TEST(StatementWords, MergeAsRfc7396) {
  const json::object target = object_of(R"({"a":"b","c":{"d":"e","f":"g"}})");

  EXPECT_EQ(merged(target, object_of(R"({"a":"z","c":{"f":null}})")),
            object_of(R"({"a":"z","c":{"d":"e"}})"));
  EXPECT_EQ(merged(target, object_of(R"({"c":[1]})")), object_of(R"({"a":"b","c":[1]})"));
  EXPECT_EQ(merged(target, object_of(R"({"x":{"y":null}})")),
            object_of(R"({"a":"b","c":{"d":"e","f":"g"},"x":{}})"));
}

TEST(ListChanges, AddToTheListThatIsThereAndRemoveFromIt) {
  const json::object current =
      object_of(R"({"countries":[{"iso3":"GHA","share":"60"},{"iso3":"KEN"}]})");
  json::object changes = object_of(
      R"({"+countries":[{"iso3":"TGO"},{"iso3":"GHA","share":"50"}],"-countries":["KEN"]})");

  ASSERT_TRUE(make_whole_lists(changes, current));
  EXPECT_EQ(changes, object_of(R"({"countries":[{"iso3":"GHA","share":"50"},{"iso3":"TGO"}]})"));
}

TEST(ListChanges, RemoveTheLastItemAsTheWholeField) {
  json::object changes = object_of(R"({"-sdgs":["4"]})");

  ASSERT_TRUE(make_whole_lists(changes, object_of(R"({"sdgs":["4"]})")));
  EXPECT_EQ(changes, object_of(R"({"sdgs":null})"));
}

TEST(ListChanges, SayWhatCanNotBeRemoved) {
  json::object changes = object_of(R"({"-countries":["TGO"]})");
  const auto made = make_whole_lists(changes, object_of(R"({"countries":[{"iso3":"GHA"}]})"));

  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().sentence, "TGO can't be removed: the pledge's countries are GHA");
}

}  // namespace
}  // namespace pledgebook::cli
