// SPDX-License-Identifier: Apache-2.0
// Words: every language has every message, with the same values and all forms of plurals; figures
// and days are written as people of each language write them.
#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "ledger/domain/kinds/party.h"
#include "ledger/domain/kinds/report.h"
#include "ledger/domain/rules/pledge_state.h"
#include "projections/figures/facets.h"
#include "server/web/words/catalogue.h"
#include "server/web/words/figures.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;
using ledger::Decimal;

json::object words_of(std::string_view tag) {
  std::ifstream file(std::string(PLEDGEBOOK_SOURCE_DIR "/server/web/i18n/") + std::string(tag) +
                     ".json");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  return json::parse(text).as_object();
}

// The names of its values.
std::set<std::string> values_in(const std::string& message) {
  std::set<std::string> names;
  const std::regex value(R"((zero|one|two|few|many|other|=\d+)?\s*\{([a-z_]+)[,}])");
  for (std::sregex_iterator at(message.begin(), message.end(), value), end; at != end; ++at) {
    // `one {pledge}` is a form, not a value.
    if (!(*at)[1].matched) names.insert((*at)[2]);
  }
  return names;
}

TEST(Words, AreTheSameInEveryLanguage) {
  const json::object english = words_of("en");
  for (const Language language : kLanguages) {
    const json::object words = words_of(tag(language));
    for (const auto& [key, message] : english) {
      const json::value* other = words.if_contains(key);
      ASSERT_NE(other, nullptr) << tag(language) << " lacks " << key;
      EXPECT_EQ(values_in(std::string(other->as_string())),
                values_in(std::string(message.as_string())))
          << tag(language) << ": " << key;
      EXPECT_FALSE(other->as_string().empty()) << tag(language) << ": " << key;
    }
  }
}

// Keys of these are made of the names that the ledger has, so a new name needs words.
template <class E>
void expect_words_for(std::string_view kind) {
  for (const auto& [value, name] : names_of(E{})) {
    const std::string key = std::string(kind) + "." + std::string(name);
    for (const Language language : kLanguages)
      EXPECT_TRUE(Catalogue::of(language).has(key)) << tag(language) << ": " << key;
  }
}

TEST(Words, AreThereForEveryNameThatTheLedgerHas) {
  expect_words_for<ledger::Sector>("sector");
  expect_words_for<ledger::PledgeType>("type");
  expect_words_for<ledger::Nature>("nature");
  expect_words_for<ledger::Scope>("scope");
  expect_words_for<ledger::Lifecycle>("status");
  expect_words_for<ledger::Timeliness>("timeliness");
  expect_words_for<ledger::Assurance>("assurance");
  expect_words_for<ledger::Assurance>("assurance_note");
  expect_words_for<ledger::Topic>("topic");
  expect_words_for<projections::Amount>("amount");
  expect_words_for<projections::Facet>("facet");
}

TEST(Words, ArePluralsThatEveryNumberFinds) {
  const json::object english = words_of("en");
  for (const Language language : kLanguages) {
    const Catalogue& words = Catalogue::of(language);
    for (const auto& [key, message] : english) {
      if (!std::string_view(message.as_string()).contains(", plural,")) continue;
      for (const std::int64_t n : {0, 1, 2, 3, 5, 11, 21, 100, 1'000'000}) {
        const std::string text =
            words.text(key, {{"n", n}, {"pledges", n}, {"records", n}, {"witnesses", n}});
        EXPECT_FALSE(text.contains("plural")) << tag(language) << ": " << key << ": " << text;
      }
    }
  }
}

Decimal whole(std::int64_t number) {
  return Decimal::from_ten_thousandths(ledger::Int128{number} * Decimal::kUnit);
}

// No-break spaces of all kinds as blanks, so that the test can be read.
std::string readable(std::string text) {
  for (const std::string_view space : {"\u00a0", "\u202f"}) {
    for (std::size_t at = text.find(space); at != std::string::npos; at = text.find(space))
      text.replace(at, space.size(), " ");
  }
  return text;
}

TEST(Figures, AreWrittenForPeople) {
  const Figures english(Language::en);

  EXPECT_EQ(readable(english.usd(whole(21'748'700'000))), "USD 21.75 bn");
  EXPECT_EQ(readable(english.usd(whole(10'000'000'000))), "USD 10.00 bn");
  EXPECT_EQ(readable(english.usd(whole(522'000'000))), "USD 522 m");
  EXPECT_EQ(readable(english.usd(whole(10'700'000))), "USD 10.7 m");
  EXPECT_EQ(readable(english.usd(whole(999'600'000))), "USD 1.00 bn");
  EXPECT_EQ(readable(english.usd(whole(350'000))), "USD 350,000");
  EXPECT_EQ(readable(english.usd(Decimal())), "USD 0");
  EXPECT_EQ(readable(english.axis(whole(10'000'000'000))), "10 bn");
  EXPECT_EQ(english.millions(whole(20'018'650'000)), "20,018.6");  // half to even
  // No amount is written as nothing.
  EXPECT_EQ(english.millions(whole(0)), "0");
  EXPECT_EQ(english.millions(whole(49'999)), "<\u00a00.1");
  EXPECT_EQ(Figures(Language::fr).millions(whole(20'000)), "<\u00a00,1");
  EXPECT_EQ(english.count(12'500), "12,500");
  EXPECT_EQ(readable(english.percent(46, 100)), "46 %");
}

TEST(Figures, AreWrittenAsInEachLanguage) {
  const Decimal amount = whole(21'748'700'000);
  EXPECT_EQ(readable(Figures(Language::fr).usd(amount)), "USD 21,75 Md");
  EXPECT_EQ(readable(Figures(Language::ru).usd(amount)), "USD 21,75 млрд");
  EXPECT_EQ(readable(Figures(Language::zh).usd(amount)), "USD 217.49亿");
  EXPECT_EQ(readable(Figures(Language::es).usd(amount)), "USD 21,75 mil M");
  EXPECT_EQ(readable(Figures(Language::ar).usd(amount)), "USD 21.75 مليار");
}

TEST(Figures, OfMoneyHaveTheDecimalsOfTheCurrency) {
  const Figures english(Language::en);
  const auto money = [&](const char* amount, const char* currency) {
    return readable(english.money({*Decimal::parse(amount), *ledger::Currency::parse(currency)}));
  };
  EXPECT_EQ(money("155000000", "EUR"), "EUR 155,000,000");
  EXPECT_EQ(money("1250.5", "EUR"), "EUR 1,250.50");
  EXPECT_EQ(money("5000000", "JPY"), "JPY 5,000,000");
  EXPECT_EQ(money("1.5", "KWD"), "KWD 1.500");
}

TEST(Figures, OfDaysFollowTheLanguage) {
  const ledger::Date day = *ledger::parse_date("2026-11-28");
  EXPECT_EQ(readable(Figures(Language::en).day(day)), "28 Nov 2026");
  EXPECT_EQ(readable(Figures(Language::en).long_day(day)), "28 November 2026");
  EXPECT_EQ(readable(Figures(Language::fr).long_day(day)), "28 novembre 2026");
  EXPECT_EQ(readable(Figures(Language::zh).long_day(day)), "2026年11月28日");
  EXPECT_EQ(readable(Figures(Language::es).day(day)), "28 nov 2026");
  EXPECT_TRUE(Figures(Language::ar).long_day(day).contains("2026"));
}

TEST(Languages, AreChosenByTheReader) {
  EXPECT_EQ(preferred_language("fr-CA,fr;q=0.9,en;q=0.8"), Language::fr);
  EXPECT_EQ(preferred_language("de,ru;q=0.5,en;q=0.4"), Language::ru);
  EXPECT_EQ(preferred_language("en;q=0.2, AR;q=0.7"), Language::ar);
  EXPECT_EQ(preferred_language("zh-Hant-TW"), Language::zh);
  EXPECT_EQ(preferred_language("fr;q=0, es"), Language::es);
  EXPECT_EQ(preferred_language(""), Language::en);
  EXPECT_EQ(preferred_language("*"), Language::en);
  EXPECT_EQ(preferred_language(";;;,,,q=,x-y;q=9"), Language::en);
}

}  // namespace
}  // namespace pledgebook::server
