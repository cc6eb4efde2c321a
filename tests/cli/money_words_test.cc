// SPDX-License-Identifier: Apache-2.0
#include "cli/text/money_words.h"

#include <gtest/gtest.h>

namespace pledgebook::cli {
namespace {

TEST(MoneyWords, AreTheDecimalsOfTheCurrency) {
  EXPECT_EQ(money_text("1250.5", "EUR"), "EUR 1,250.50");
  EXPECT_EQ(money_text("155000000", "JPY"), "JPY 155,000,000");
  EXPECT_EQ(money_text("1.5", "KWD"), "KWD 1.500");
  EXPECT_EQ(money_text("0.1234", "EUR"), "EUR 0.1234");
  EXPECT_EQ(money_text("many", "EUR"), "EUR many");
}

TEST(MoneyWords, ShowASlippedComma) {
  EXPECT_EQ(money_words("1250.50", "EUR"), "one thousand two hundred fifty euro and 50 cents");
  EXPECT_EQ(money_words("125050", "EUR"), "one hundred twenty-five thousand fifty euro");
  EXPECT_EQ(money_words("5000000", "USD"), "five million US dollar");
  EXPECT_EQ(money_words("1.05", "EUR"), "one euro and 5 cents");
  EXPECT_EQ(money_words("0.5", "GHS"), "zero Ghana cedi and 50 hundredths");
  EXPECT_EQ(money_words("1.25", "KWD"), "one Kuwaiti dinar and 250 thousandths");
  EXPECT_EQ(
      money_words("999999999999999999", "JPY"),
      "nine hundred ninety-nine quadrillion nine hundred ninety-nine trillion nine hundred "
      "ninety-nine billion nine hundred ninety-nine million nine hundred ninety-nine thousand "
      "nine hundred ninety-nine yen");
}

TEST(MoneyWords, AreNoneOfWhatIsNoAmount) {
  EXPECT_EQ(money_words("many", "EUR"), "");
  EXPECT_EQ(money_words("1", "???"), "");
}

}  // namespace
}  // namespace pledgebook::cli
