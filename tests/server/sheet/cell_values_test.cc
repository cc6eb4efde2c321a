// SPDX-License-Identifier: Apache-2.0
#include "server/sheet/cell_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/sheet/sheet_words.h"

namespace pledgebook::server {
namespace {

using testing::HasSubstr;

constexpr std::array<std::string_view, 7> kStyles{"1234.56",  "1234,56",  "1,234.56", "1.234,56",
                                                  "1 234.56", "1 234,56", "1'234.56"};

Cell text(std::string_view text) { return {Cell::Kind::text, std::string(text)}; }

// The amount with the signs of a style.
std::string written(std::uint64_t whole, unsigned cents, const AmountStyle& style) {
  std::string digits = std::to_string(whole);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, style.thousands);
  }
  if (cents == 0) return digits;
  return digits + style.decimal + (cents < 10 ? "0" : "") + std::to_string(cents);
}

std::string plain(std::uint64_t whole, unsigned cents) {
  if (cents == 0) return std::to_string(whole);
  std::string decimals = (cents < 10 ? "0" : "") + std::to_string(cents);
  if (decimals.ends_with('0')) decimals.pop_back();
  return std::to_string(whole) + "." + decimals;
}

TEST(CellAmounts, AreReadAsTheyAreWrittenInEachStyle) {
  for (const std::string_view example : kStyles) {
    const auto style = amount_style(example);
    ASSERT_TRUE(style);
    for (std::uint64_t whole = 0; whole < 100'000'000'000; whole = whole * 7 + 13) {
      for (const unsigned cents : {0U, 5U, 50U, 99U}) {
        const std::string shown = written(whole, cents, *style);
        const auto read = amount_of(text(shown), style);
        ASSERT_TRUE(read) << shown << ": " << read.error().sentence;
        EXPECT_EQ(read->amount, plain(whole, cents)) << shown << " as " << example;
      }
    }
  }
}

// A style never reads another one's amount as a different figure without the reader's word: it may
// do so only where both are written with the same signs.
TEST(CellAmounts, OfAnotherStyleAreRefusedOrTheSameOrOfTwoMeanings) {
  const auto point = amount_style("1,234.56");
  EXPECT_FALSE(amount_of(text("1.234,56"), point));
  EXPECT_FALSE(amount_of(text("1.234.567"), point));
  EXPECT_FALSE(amount_of(text("1,23"), point));
  EXPECT_FALSE(amount_of(text("12,34,567"), point));
  EXPECT_EQ(amount_of(text("1,234"), point)->amount, "1234");
}

TEST(CellAmounts, WithoutAStyleHaveOneMeaningOrNone) {
  EXPECT_EQ(amount_of(text("12500000"), {})->amount, "12500000");
  EXPECT_EQ(amount_of(text("0012.50"), {})->amount, "12.5");
  EXPECT_THAT(amount_of(text("1.500"), {}).error().sentence, HasSubstr("more than one way"));
  EXPECT_THAT(amount_of(text("1,500"), {}).error().sentence, HasSubstr("more than one way"));
  EXPECT_THAT(amount_of(text("1 500"), {}).error().sentence, HasSubstr("more than one way"));
}

TEST(CellAmounts, ThatAreNoFiguresSayWhatToWrite) {
  for (const std::string_view bad :
       {"approx. 5 m", "12m", "12.5e6", "five", "USD", "5 %", "12-15", "١٢", "."}) {
    const auto read = amount_of(text(bad), amount_style("1,234.56"));
    ASSERT_FALSE(read) << bad;
    EXPECT_THAT(read.error().sentence, HasSubstr("12500000")) << bad;
  }
  EXPECT_THAT(amount_of(text("-5"), {}).error().sentence, HasSubstr("below zero"));
  EXPECT_THAT(amount_of({Cell::Kind::number, "-5"}, {}).error().sentence, HasSubstr("below zero"));
  EXPECT_THAT(amount_of({Cell::Kind::day, "2026-01-01"}, {}).error().sentence, HasSubstr("number"));
  EXPECT_FALSE(amount_of(text("1234567890123456789"), {}));
}

TEST(CellAmounts, MayNameTheirCurrency) {
  for (const std::string_view shown : {"USD 12,500", "12,500 USD", "USD12,500"}) {
    const auto read = amount_of(text(shown), amount_style("1,234.56"));
    ASSERT_TRUE(read) << shown;
    EXPECT_EQ(read->amount, "12500");
    EXPECT_EQ(read->currency, "USD");
  }
}

TEST(CellAmounts, MayHaveBlanksThatDoNotBreak) {
  EXPECT_EQ(amount_of(text("12\xC2\xA0"
                           "500\xE2\x80\xAF"
                           "000,5"),
                      amount_style("1 234,56"))
                ->amount,
            "12500000.5");
}

TEST(CellDays, AreReadInTheOrderThatIsSaid) {
  EXPECT_EQ(day_of(text("2026-02-03"), {}), "2026-02-03");
  EXPECT_EQ(day_of(text("3/2/2026"), DayStyle::day_first), "2026-02-03");
  EXPECT_EQ(day_of(text("2.3.2026"), DayStyle::month_first), "2026-02-03");
  EXPECT_EQ(day_of(text("2026/02/03"), DayStyle::day_first), "2026-02-03");
  EXPECT_EQ(day_of({Cell::Kind::day, "2026-02-03"}, {}), "2026-02-03");
}

TEST(CellDays, OfTwoMeaningsOrNoneAreRefused) {
  EXPECT_THAT(day_of(text("03/02/2026"), {}).error().sentence, HasSubstr("two days"));
  EXPECT_THAT(day_of(text("31/12/26"), DayStyle::day_first).error().sentence,
              HasSubstr("four digits"));
  EXPECT_THAT(day_of(text("2021/13/01"), DayStyle::day_first).error().sentence,
              HasSubstr("calendar"));
  EXPECT_THAT(day_of(text("31/02/2026"), DayStyle::day_first).error().sentence,
              HasSubstr("calendar"));
  EXPECT_THAT(day_of(text("2026"), {}).error().sentence, HasSubstr("no day"));
  EXPECT_THAT(day_of(text("3/2-2026"), {}).error().sentence, HasSubstr("no day"));
  EXPECT_THAT(day_of({Cell::Kind::number, "44074"}, {}).error().sentence,
              HasSubstr("format of a date"));
}

TEST(SheetWords, KnowHeadingsAndCellsInSixLanguages) {
  for (const std::string_view heading : {"Amount", "MONTANT", "Importe", "Сумма", "金额", "المبلغ"})
    EXPECT_EQ(field_of_heading(heading), SheetField::amount) << heading;
  for (const std::string_view sector :
       {"Government", "gouvernement", "gobierno", "Правительство", "政府", "حكومة"})
    EXPECT_EQ(meaning_of(SheetField::sector, sector), "government") << sector;
  for (const std::string_view country :
       {"Côte d’Ivoire", "cote d'ivoire", "CIV", "CI", "Ivory Coast", "科特迪瓦", "Кот-д'Ивуар"})
    EXPECT_EQ(meaning_of(SheetField::countries, country), "CIV") << country;
  EXPECT_EQ(meaning_of(SheetField::countries, "Monde"), "*");
  EXPECT_EQ(meaning_of(SheetField::countries, "Zubrowka"), std::nullopt);
  // A factor would be lost.
  EXPECT_EQ(field_of_heading("Amount in millions"), std::nullopt);
}

TEST(SheetWords, MakeIdsOfNames) {
  EXPECT_EQ(id_of_name("Société Éclair & Söhne, Ltd."), "societe-eclair-sohne-ltd");
  EXPECT_EQ(id_of_name("数字桥"), "");
}

}  // namespace
}  // namespace pledgebook::server
