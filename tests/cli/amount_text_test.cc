// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/amount_text.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <string>

namespace pledgebook::cli {
namespace {

// The amount as it will be signed, or the refusal.
std::string amount_of(std::string_view text) {
  const auto money = read_money(text);
  return money ? std::string(money->at("amount").as_string()) : money.error().sentence;
}

TEST(AmountText, IsTakenAsItIsWithoutCommas) {
  EXPECT_EQ(amount_of("155000000 EUR"), "155000000");
  EXPECT_EQ(amount_of("1250.50 EUR"), "1250.50");
  EXPECT_EQ(amount_of("EUR 1250.50"), "1250.50");
  EXPECT_EQ(amount_of("5000000 xof"), "5000000");
  EXPECT_EQ(amount_of("1250.5000 EUR"), "1250.5000");
}

TEST(AmountText, TakesCommasThatCanOnlyGroupThousands) {
  EXPECT_EQ(amount_of("1,250.50 EUR"), "1250.50");
  EXPECT_EQ(amount_of("12,345,678.00 EUR"), "12345678.00");
  EXPECT_EQ(amount_of("5,000,000 EUR"), "5000000");
}

TEST(AmountText, RefusesADecimalCommaAndSaysWhatToWrite) {
  EXPECT_EQ(
      amount_of("1250,50 EUR"),
      "`1250,50 EUR`: a comma may only group thousands, as in 1,250,000.00: write 1250.50 EUR "
      "if the comma is a decimal sign");
  for (const char* text : {"5000000,00 EUR", "12500,50 EUR", "1,5 EUR", "99,95 EUR", "1234,567 EUR",
                           "0,5 EUR", "1,2345 EUR"}) {
    EXPECT_TRUE(amount_of(text).find("if the comma is a decimal sign") != std::string::npos)
        << text << ": " << amount_of(text);
  }
}

TEST(AmountText, RefusesOneCommaBeforeThreeDigitsWithBothReadings) {
  EXPECT_EQ(amount_of("1,250 EUR"),
            "`1,250 EUR` can mean 1250 or 1.250: write 1250 EUR or 1.250 EUR");
}

TEST(AmountText, RefusesEveryOtherComma) {
  for (const char* text : {",5 EUR", "5, EUR", ", EUR", "5,,,0 EUR", "1,2,3 EUR", "1,250,00 EUR",
                           "1250,000,000 EUR", "1,250,000,00.5 EUR", "1.250,50 EUR",
                           "1.250,000 EUR", "1,000.5,0 EUR", "1,00.50 EUR", "-1,250.00 EUR"}) {
    EXPECT_TRUE(amount_of(text).find("may only group thousands") != std::string::npos)
        << text << ": " << amount_of(text);
  }
}

TEST(AmountText, RefusesAPointBeforeThreeDigitsWithBothReadings) {
  EXPECT_EQ(amount_of("1.250 EUR"),
            "`1.250 EUR` can mean 1250 or 1.25: write 1250 EUR or 1.25 EUR");
  EXPECT_EQ(amount_of("1.000 JPY"),
            "`1.000 JPY` can mean 1000 or 1.00: write 1000 JPY or 1.00 JPY");
  EXPECT_EQ(amount_of("1.250 KWD"), "1.250");
  EXPECT_EQ(amount_of("1,234.567 KWD"), "1234.567");
}

TEST(AmountText, NamesOtherFormsPlainly) {
  for (const char* text :
       {"5 million EUR", "1 250 000 EUR", "1, 250 EUR", "$5000000", "5m USD", "€5 EUR", "12"}) {
    EXPECT_EQ(amount_of(text),
              "`" + std::string(text) +
                  "` is no amount: write all its digits without blanks, and the currency's code, "
                  "such as \"155000000 EUR\"");
  }
  EXPECT_EQ(amount_of("12 EURO"),
            "`12 EURO`: EURO is no currency's code: write three letters, such as EUR or USD");
}

}  // namespace
}  // namespace pledgebook::cli
