// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/body_flags.h"

#include <gtest/gtest.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <fstream>

#include "cli/shell/program.h"
#include "tests/support/temporary_directory.h"

namespace pledgebook::cli {
namespace {

std::string shaped(Shape shape, std::string_view text) {
  const auto value = read_shape(shape, text);
  return value ? boost::json::serialize(*value) : value.error().sentence;
}

TEST(BodyFlags, ReadsMoneyWithAndWithoutSeparators) {
  EXPECT_EQ(shaped(Shape::money, "155000000 EUR"), R"({"amount":"155000000","currency":"EUR"})");
  EXPECT_EQ(shaped(Shape::money, "1,234.50 USD"), R"({"amount":"1234.50","currency":"USD"})");
  EXPECT_EQ(
      shaped(Shape::money, "12"),
      "`12` is no amount: write all its digits without blanks, and the currency's code, such as "
      "\"155000000 EUR\"");
}

TEST(BodyFlags, ReadsCountriesWithAndWithoutShares) {
  EXPECT_EQ(shaped(Shape::country, "GHA"), R"({"iso3":"GHA"})");
  EXPECT_EQ(shaped(Shape::country, "GHA=60"), R"({"iso3":"GHA","share":"60"})");
}

TEST(BodyFlags, ReadsTargetsWhoseTitlesHoldColons) {
  EXPECT_EQ(shaped(Shape::target, "s:Sites: 2G: all:sites:0:2016:2023-12-31"),
            R"({"id":"s","title":"Sites: 2G: all","unit":"sites","baseline":"0","goal":"2016",)"
            R"("due":"2023-12-31"})");
  EXPECT_EQ(shaped(Shape::target, "s:0:2016"),
            "invalid value `s:0:2016`: write ID:TITLE:UNIT:BASELINE:GOAL:DUE");
}

TEST(BodyFlags, ReadsTheOtherShapes) {
  EXPECT_EQ(shaped(Shape::actual, "sites=12"), R"({"target":"sites","value":"12"})");
  EXPECT_EQ(shaped(Shape::beneficiary, "women=12"), R"({"group":"women","count":12})");
  EXPECT_EQ(shaped(Shape::partner, "party:acme"), R"({"party":"acme"})");
  EXPECT_EQ(shaped(Shape::partner, "Acme Ltd"), R"({"name":"Acme Ltd"})");
  EXPECT_EQ(shaped(Shape::related, "p-1"), R"({"pledge":"p-1"})");
  EXPECT_EQ(shaped(Shape::related, "p-1=5 EUR"),
            R"({"pledge":"p-1","overlap":{"amount":"5","currency":"EUR"}})");
  EXPECT_EQ(shaped(Shape::comment, "end=missing"), R"({"field":"end","comment":"missing"})");
  EXPECT_EQ(shaped(Shape::integer, "x"), "invalid value `x`: write a whole number");
  EXPECT_EQ(shaped(Shape::integer, "9007199254740992"),
            "invalid value `9007199254740992`: write a whole number");
}

TEST(BodyFlags, TakesAFilesHashSizeAndTypeAsEvidence) {
  const support::TemporaryDirectory directory;
  const std::string path = (directory.path() / "a.pdf").string();
  std::ofstream(path) << "abc";

  EXPECT_EQ(shaped(Shape::evidence, path),
            R"({"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",)"
            R"("size":3,"type":"application/pdf","name":"a.pdf"})");
  EXPECT_EQ(evidence_of(path + "x").error().status, ExitStatus::not_found);
}

class FlagsOfACommand : public testing::Test {
 protected:
  static constexpr std::array kFlags{BodyFlag{"--from", "period/from", Shape::text, "DAY", "d"},
                                     BodyFlag{"--to", "period/to", Shape::text, "DAY", "d"},
                                     BodyFlag{"--sdg", "sdgs", Shape::texts, "ID", "d"},
                                     BodyFlag{"--sure", "sure", Shape::yes, "", "d"},
                                     BodyFlag{"--value", "value", Shape::money, "AMOUNT", "d"}};
  static constexpr std::array kRemoval{BodyFlag{"--remove", "", Shape::remove, "MEMBER", "d"}};

  std::string body_of(const std::vector<std::string>& arguments, std::string_view below = {}) {
    Program program;
    BodyFlags flags;
    Command& command = program.root().add("state", "state something");
    flags.add(command, kFlags, below);
    flags.add(command, kRemoval, below);
    std::vector<std::string> all{"state"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    EXPECT_TRUE(program.parse(all));
    boost::json::object body{{"value", nullptr}};
    const auto applied = flags.apply(body);
    return applied ? boost::json::serialize(body) : applied.error().sentence;
  }
};

TEST_F(FlagsOfACommand, PutMembersInTheirPlaces) {
  EXPECT_EQ(body_of({}), R"({"value":null})");
  EXPECT_EQ(body_of({"--from", "a", "--to", "b", "--sdg", "1", "--sdg", "2", "--sure"}),
            R"({"value":null,"period":{"from":"a","to":"b"},"sdgs":["1","2"],"sure":true})");
  EXPECT_EQ(body_of({"--value", "5 EUR"}), R"({"value":{"amount":"5","currency":"EUR"}})");
}

TEST_F(FlagsOfACommand, PutChangesBelowAndRemoveByNull) {
  EXPECT_EQ(body_of({"--sdg", "1", "--remove", "end"}, "changes"),
            R"({"value":null,"changes":{"sdgs":["1"],"end":null}})");
}

TEST_F(FlagsOfACommand, NameTheOptionThatIsWrong) {
  EXPECT_EQ(body_of({"--value", "5"}),
            "--value: `5` is no amount: write all its digits without blanks, and the currency's "
            "code, such "
            "as \"155000000 EUR\"");
}

}  // namespace
}  // namespace pledgebook::cli
