// SPDX-License-Identifier: Apache-2.0
// The compiled-in reference data against ISO's lists (Debian's iso-codes), the UN's counts and its
// own past.
#include "ledger/domain/values/reference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <functional>
#include <ios>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::MatchesRegex;
using ::testing::UnorderedElementsAre;

std::string text_of(const json::value& value) {
  return {value.as_string().data(), value.as_string().size()};
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A file of iso-codes, or null if the package is not installed.
json::value read_iso_codes(const std::string& name) {
  const std::string text = read_file("/usr/share/iso-codes/json/" + name);
  return text.empty() ? json::value() : json::parse(text);
}

json::object body_of(std::string_view name) {
  for (const ProfileDocument& document : profile_documents("p2c")) {
    if (document.name == name) return json::parse(document.json).as_object();
  }
  ADD_FAILURE() << "no document " << name;
  return {};
}

std::vector<std::string> ids_of(std::string_view list) {
  std::vector<std::string> ids;
  const json::object body = body_of(list);
  for (const json::value& item : body.at("items").as_array()) {
    ids.push_back(text_of(item.at("id")));
  }
  return ids;
}

std::vector<std::string> members_of(std::string_view list, std::string_view id) {
  std::vector<std::string> members;
  const json::object body = body_of(list);
  for (const json::value& item : body.at("items").as_array()) {
    if (text_of(item.at("id")) != id) continue;
    for (const json::value& member : item.at("members").as_array()) {
      members.push_back(text_of(member));
    }
  }
  return members;
}

std::vector<std::string> names_of(const json::object& object) {
  std::vector<std::string> names;
  for (const auto& member : object) names.emplace_back(member.key());
  return names;
}

constexpr const char* kId = "[a-z0-9-]{1,64}";
// A calendar date of a year that this register can know.
constexpr const char* kDate = R"(20[0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))";
// What docs/FORMAT.md allows for amounts and objective values.
constexpr const char* kDecimal = R"((0|[1-9][0-9]{0,17})(\.[0-9]{1,4})?)";

// Shape, id, title and members of one item of a list.
void check_item(const json::object& item) {
  SCOPED_TRACE(json::serialize(item));
  EXPECT_THAT((std::vector<std::string>{"id", "title", "members"}), IsSupersetOf(names_of(item)));
  EXPECT_THAT(text_of(item.at("id")), MatchesRegex(kId));
  const json::object& title = item.at("title").as_object();
  if (title.size() == 1) {
    EXPECT_THAT(names_of(title), ElementsAre("en"));
  } else {
    EXPECT_THAT(names_of(title), UnorderedElementsAre("en", "fr", "es", "ru", "ar", "zh"));
  }
  for (const auto& translation : title) {
    EXPECT_FALSE(translation.value().as_string().empty());
    EXPECT_LE(translation.value().as_string().size(), 200U);
  }
  if (!item.contains("members")) return;
  std::string previous;
  for (const json::value& member : item.at("members").as_array()) {
    EXPECT_NE(find_country(text_of(member)), nullptr) << text_of(member);
    EXPECT_LT(previous, text_of(member)) << "not ascending, or twice";
    previous = text_of(member);
  }
  EXPECT_FALSE(previous.empty());
}

void check_list(const json::object& body) {
  EXPECT_THAT(names_of(body), UnorderedElementsAre("list", "effective", "items", "source"));
  EXPECT_THAT(text_of(body.at("list")), MatchesRegex(kId));
  EXPECT_THAT(text_of(body.at("effective")), MatchesRegex(kDate));
  EXPECT_FALSE(body.at("source").as_string().empty());
  std::set<std::string> ids;
  for (const json::value& item : body.at("items").as_array()) {
    check_item(item.as_object());
    EXPECT_TRUE(ids.insert(text_of(item.at("id"))).second) << "twice";
  }
}

void check_objective(const json::object& body) {
  EXPECT_THAT(names_of(body),
              UnorderedElementsAre("id", "title", "unit", "baseline", "target", "source"));
  EXPECT_THAT(text_of(body.at("id")), MatchesRegex(kId));
  for (const char* name : {"title", "unit", "source"}) {
    EXPECT_FALSE(body.at(name).as_string().empty());
    EXPECT_LE(body.at(name).as_string().size(), 200U);
  }
  for (const char* name : {"baseline", "target"}) {
    EXPECT_THAT(names_of(body.at(name).as_object()), UnorderedElementsAre("value", "date"));
    EXPECT_THAT(text_of(body.at(name).at("value")), MatchesRegex(kDecimal));
    EXPECT_THAT(text_of(body.at(name).at("date")), MatchesRegex(kDate));
  }
  EXPECT_LT(text_of(body.at("baseline").at("date")), text_of(body.at("target").at("date")));
}

TEST(ReferenceCountries, AreEveryEntryOfIso3166) {
  const json::value iso = read_iso_codes("iso_3166-1.json");
  if (iso.is_null()) GTEST_SKIP() << "iso-codes is not installed";
  const json::array& entries = iso.at("3166-1").as_array();

  EXPECT_EQ(countries().size(), entries.size());
  for (const json::value& entry : entries) {
    const CountryEntry* country = find_country(text_of(entry.at("alpha_3")));
    ASSERT_NE(country, nullptr) << text_of(entry.at("alpha_3"));
    EXPECT_EQ(country->iso2, text_of(entry.at("alpha_2")));
    EXPECT_EQ(country->m49, std::stoi(text_of(entry.at("numeric"))));
    EXPECT_FALSE(country->name.empty());
  }
}

TEST(ReferenceCountries, AscendWithoutRepetition) {
  EXPECT_EQ(countries().size(), 249U);
  EXPECT_EQ(
      std::ranges::adjacent_find(countries(), std::ranges::greater_equal{}, &CountryEntry::iso3),
      countries().end());
}

TEST(ReferenceCountries, AreFoundByExactCodeOnly) {
  ASSERT_NE(find_country("GHA"), nullptr);
  EXPECT_EQ(find_country("GHA")->name, "Ghana");
  EXPECT_EQ(find_country("ABW")->m49, 533);
  EXPECT_EQ(find_country("ZWE")->iso2, "ZW");
  for (const char* wrong : {"", "gha", "GH", "GHAN", "AAA", "ZZZ", "XKX"}) {
    EXPECT_EQ(find_country(wrong), nullptr) << wrong;
  }
}

TEST(ReferenceCurrencies, AreIso4217WithoutWhatIsNotMoney) {
  const json::value iso = read_iso_codes("iso_4217.json");
  if (iso.is_null()) GTEST_SKIP() << "iso-codes is not installed";
  const std::set<std::string> not_money{"CHE", "CHW", "USN", "XAD", "XAG", "XAU", "XBA", "XBB",
                                        "XBC", "XBD", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX"};
  const std::set<std::string> newer_or_replaced{"ANG", "BGN", "BYR", "CUC", "HRK", "MRO",
                                                "SLL", "STD", "VEF", "XCG", "ZWG", "ZWL"};

  std::set<std::string> listed;
  for (const json::value& entry : iso.at("4217").as_array()) {
    const std::string code = text_of(entry.at("alpha_3"));
    listed.insert(code);
    EXPECT_EQ(find_currency(code) == nullptr, not_money.contains(code)) << code;
  }
  for (const CurrencyEntry& currency : currencies()) {
    const std::string code(currency.code);
    EXPECT_TRUE(listed.contains(code) || newer_or_replaced.contains(code)) << code;
  }
  for (const std::string& code : newer_or_replaced) EXPECT_NE(find_currency(code), nullptr) << code;
}

TEST(ReferenceCurrencies, AscendWithoutRepetition) {
  EXPECT_EQ(currencies().size(), 172U);
  EXPECT_EQ(
      std::ranges::adjacent_find(currencies(), std::ranges::greater_equal{}, &CurrencyEntry::code),
      currencies().end());
}

TEST(ReferenceCurrencies, HaveTheMinorUnitsOfIso4217) {
  std::map<int, std::string> codes;
  for (const CurrencyEntry& currency : currencies()) {
    EXPECT_FALSE(currency.name.empty()) << currency.code;
    if (currency.minor_units != 2) codes[currency.minor_units].append(currency.code).append(" ");
  }

  EXPECT_EQ(codes.size(), 3U);
  EXPECT_EQ(codes[0], "BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ");
  EXPECT_EQ(codes[3], "BHD IQD JOD KWD LYD OMR TND ");
  EXPECT_EQ(codes[4], "CLF UYW ");
}

TEST(ReferenceCurrencies, AreFoundByExactCodeOnly) {
  for (const char* code : {"CHF", "CZK", "EUR", "GBP", "KRW", "MNT", "NGN", "USD", "XDR"}) {
    EXPECT_NE(find_currency(code), nullptr) << code;
  }
  for (const char* wrong : {"", "usd", "US", "USDX", "XXX", "XTS", "XAU", "AAA", "ZZZ"}) {
    EXPECT_EQ(find_currency(wrong), nullptr) << wrong;
  }
}

TEST(ReferenceCurrencies, SayHowAnAmountIsWritten) {
  const auto text = [](std::string_view amount, std::string_view code) {
    return amount_text(*Decimal::parse(amount), *Currency::parse(code));
  };

  EXPECT_EQ(text("5000000", "JPY"), "5000000");
  EXPECT_EQ(text("1.5", "USD"), "1.50");
  EXPECT_EQ(text("1.5", "KWD"), "1.500");
  EXPECT_EQ(text("1.5", "UYW"), "1.5000");
  EXPECT_EQ(text("0.5", "JPY"), "0.5");
  EXPECT_EQ(text("1.2345", "USD"), "1.2345");
  EXPECT_EQ(text("7", "XXX"), "7.00");
}

// Statements were admitted under these codes; if this fails, the change belongs in a new rule set.
TEST(ReferenceTables, OfRuleSetOneNeverChange) {
  std::uint64_t digest = 0xcbf29ce484222325;  // FNV-1a
  const auto add = [&digest](std::string_view text) {
    for (const char c : text) digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  };

  for (const CountryEntry& country : countries()) add(country.iso3);
  for (const CurrencyEntry& currency : currencies()) {
    add(currency.code);
    add(std::to_string(currency.minor_units));
  }

  EXPECT_EQ(digest, 12000505100060245365U);
}

TEST(ReferenceProfiles, AreP2cAndNone) {
  EXPECT_TRUE(is_known_profile("p2c"));
  EXPECT_TRUE(is_known_profile("none"));
  EXPECT_FALSE(is_known_profile("P2C"));
  EXPECT_FALSE(is_known_profile(""));
  EXPECT_EQ(known_profiles(), "p2c, none");
  EXPECT_THAT(profile_documents("none"), IsEmpty());
  EXPECT_THAT(profile_documents("other"), IsEmpty());
}

TEST(ReferenceProfiles, PublishListsThenObjectives) {
  std::vector<std::string> names;
  for (const ProfileDocument& document : profile_documents("p2c"))
    names.emplace_back(document.name);

  EXPECT_THAT(names,
              ElementsAre("focus-area", "country-group-2020-12-04", "country-group-2023-12-13",
                          "country-group-2024-12-13", "region", "sdg", "wsis-action-line",
                          "connect-2030-goal", "strategic-goal", "framework", "beneficiary-group",
                          "pledging-event", "objective-people-offline", "objective-pledged-by-2026",
                          "objective-schools-connected"));
}

TEST(ReferenceProfiles, CarryTheBytesOfTheirFiles) {
  for (const ProfileDocument& document : profile_documents("p2c")) {
    const std::string path = PLEDGEBOOK_SOURCE_DIR "/ledger/domain/data/p2c/";
    EXPECT_EQ(document.json, read_file(path + std::string(document.name) + ".json"));
  }
}

TEST(ReferenceProfiles, HoldBodiesOfTheirKind) {
  std::set<std::string> identities;
  for (const ProfileDocument& document : profile_documents("p2c")) {
    SCOPED_TRACE(document.name);
    const json::object body = json::parse(document.json).as_object();

    EXPECT_LE(json::serialize(body).size(), 30'000U) << "a statement holds 32,768 bytes";
    if (document.kind == "list.published") {
      check_list(body);
      const std::string list = text_of(body.at("list"));
      const std::string effective = text_of(body.at("effective"));
      const std::string dated = list + "-" + effective;
      EXPECT_TRUE(document.name == list || document.name == dated);
      EXPECT_TRUE(identities.insert(dated).second) << "twice";
    } else {
      EXPECT_EQ(document.kind, "objective.set");
      check_objective(body);
      EXPECT_EQ(document.name, "objective-" + text_of(body.at("id")));
    }
  }
}

TEST(ReferenceProfiles, NameTheItemsOfP2c) {
  EXPECT_THAT(ids_of("focus-area"),
              ElementsAre("access", "adoption", "value-creation", "accelerating-investments"));
  EXPECT_THAT(ids_of("sdg"), ElementsAre("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11",
                                         "12", "13", "14", "15", "16", "17"));
  EXPECT_THAT(ids_of("wsis-action-line"),
              ElementsAre("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11"));
  EXPECT_THAT(ids_of("connect-2030-goal"), ElementsAre("growth", "inclusiveness", "sustainability",
                                                       "innovation", "partnership"));
  EXPECT_THAT(ids_of("strategic-goal"),
              ElementsAre("universal-connectivity", "sustainable-digital-transformation"));
}

TEST(ReferenceProfiles, PutEachItuMemberInOneRegion) {
  const std::map<std::string, std::size_t> expected{{"africa", 44},      {"americas", 35},
                                                    {"arab-states", 22}, {"asia-pacific", 39},
                                                    {"cis", 9},          {"europe", 46}};
  std::set<std::string> all;

  EXPECT_EQ(ids_of("region").size(), expected.size());
  for (const auto& [region, count] : expected) {
    const auto members = members_of("region", region);
    EXPECT_EQ(members.size(), count) << region;
    for (const std::string& member : members) EXPECT_TRUE(all.insert(member).second) << member;
  }
  EXPECT_EQ(all.size(), 194U + 1U) << "194 Member States and the State of Palestine";
  EXPECT_TRUE(all.contains("PSE"));
}

TEST(ReferenceProfiles, CountTheCountryGroupsOfEachDate) {
  const std::map<std::string, std::size_t> least_developed{{"country-group-2020-12-04", 46},
                                                           {"country-group-2023-12-13", 45},
                                                           {"country-group-2024-12-13", 44}};
  for (const auto& [name, count] : least_developed) {
    EXPECT_THAT(ids_of(name), ElementsAre("ldc", "lldc", "sids", "economies-in-transition"));
    EXPECT_EQ(members_of(name, "ldc").size(), count) << name;
    EXPECT_EQ(members_of(name, "lldc").size(), 32U) << name;
    EXPECT_EQ(members_of(name, "sids").size(), 39U) << name;
    EXPECT_EQ(members_of(name, "economies-in-transition").size(), 17U) << name;
  }
}

TEST(ReferenceProfiles, LetBhutanAndSaoTomeLeaveOnTheirDays) {
  auto expected = members_of("country-group-2020-12-04", "ldc");

  std::erase(expected, "BTN");
  EXPECT_EQ(members_of("country-group-2023-12-13", "ldc"), expected);
  std::erase(expected, "STP");
  EXPECT_EQ(members_of("country-group-2024-12-13", "ldc"), expected);
  EXPECT_EQ(expected.size(), 44U);
}

}  // namespace
}  // namespace pledgebook::ledger
