// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/values/money.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace pledgebook::ledger {
namespace {

std::string digits_of(Int128 value) {
  if (value < 0) return "-" + digits_of(-value);
  std::string text;
  do {
    text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value > 0);
  return text;
}

TEST(Decimal, AcceptsItsGrammar) {
  for (const char* text : {"0", "1", "10", "999999999999999999", "0.1", "0.0001", "12.3456",
                           "999999999999999999.9999"}) {
    const auto decimal = Decimal::parse(text);
    ASSERT_TRUE(decimal) << text;
    EXPECT_EQ(decimal->text(), text);
  }
}

TEST(Decimal, RefusesAnyOtherText) {
  for (const char* text : {"",    ".",     "1.",    ".1",  "-1",   "+1",      "00",
                           "01",  "1e3",   "1,000", " 1",  "1 ",   "1.00000", "1000000000000000000",
                           "0x1", "1.2.3", "١",     "NaN", "1.-1", "--1"}) {
    EXPECT_FALSE(Decimal::parse(text)) << text;
  }
}

TEST(Decimal, PrintsTheDecimalsAskedForAndThoseInUse) {
  const Decimal decimal = *Decimal::parse("12.3");

  EXPECT_EQ(decimal.text(), "12.3");
  EXPECT_EQ(decimal.text(2), "12.30");
  EXPECT_EQ(Decimal::parse("12.345")->text(2), "12.345");
  EXPECT_EQ(Decimal::parse("12")->text(2), "12.00");
  EXPECT_EQ((Decimal{} - decimal).text(2), "-12.30");
  EXPECT_EQ(Decimal{}.text(), "0");
}

TEST(Decimal, CountsDecimalsInUse) {
  EXPECT_EQ(Decimal::parse("60.00")->places(), 0);
  EXPECT_EQ(Decimal::parse("60.50")->places(), 1);
  EXPECT_EQ(Decimal::parse("60.0001")->places(), 4);
  EXPECT_EQ(Decimal{}.places(), 0);
}

TEST(Decimal, RoundTripsAnyAmount) {
  std::mt19937_64 random(4217);
  std::uniform_int_distribution<std::int64_t> whole(0, 999'999'999'999'999'999);
  std::uniform_int_distribution<int> part(0, 9'999);
  for (int round = 0; round < 20'000; ++round) {
    const Int128 value = Int128{whole(random) >> (round % 60)} * Decimal::kUnit + part(random);
    const Decimal decimal = Decimal::from_ten_thousandths(value);
    ASSERT_EQ(Decimal::parse(decimal.text()), decimal) << decimal.text();
    ASSERT_EQ(Decimal::parse(decimal.text(4)), decimal) << decimal.text(4);
  }
}

TEST(Decimal, AddsExactly) {
  Decimal sum;
  for (int i = 0; i < 100'000; ++i) sum += *Decimal::parse("0.1");
  EXPECT_EQ(sum, *Decimal::parse("10000"));

  sum = {};
  for (int i = 0; i < 1'000; ++i) sum += *Decimal::parse("999999999999999999.9999");
  EXPECT_EQ(sum.text(), "999999999999999999999.9");
}

TEST(Currency, IsThreeCapitals) {
  EXPECT_EQ(Currency::parse("EUR")->code(), "EUR");
  for (const char* text : {"", "EU", "EURO", "eur", "E R", "ÉU"})
    EXPECT_FALSE(Currency::parse(text)) << text;
}

TEST(Rate, AcceptsTenDecimalsAndNoZero) {
  EXPECT_EQ(Rate::parse("0.0000000001")->ten_billionths(), 1);
  EXPECT_EQ(Rate::parse("1"), Rate{});
  EXPECT_EQ(Rate::parse("0.9240")->text(), "0.924");
  for (const char* text : {"0", "0.0", "0.00000000001", "-1", "", "1.", "1e1"})
    EXPECT_FALSE(Rate::parse(text)) << text;
}

// Half to even, by trying the two nearest integers.
Int128 slow_half_even(Int128 numerator, Int128 denominator) {
  Int128 floor = numerator / denominator;
  if (numerator % denominator < 0) --floor;
  const Int128 twice = 2 * (numerator - floor * denominator);
  if (twice < denominator) return floor;
  if (twice > denominator) return floor + 1;
  return floor % 2 == 0 ? floor : floor + 1;
}

TEST(DivideHalfEven, AgreesWithASlowReferenceOnAllSmallNumbers) {
  for (int denominator = 1; denominator <= 64; ++denominator) {
    for (int numerator = -512; numerator <= 512; ++numerator) {
      ASSERT_EQ(digits_of(divide_half_even(numerator, denominator)),
                digits_of(slow_half_even(numerator, denominator)))
          << numerator << " / " << denominator;
    }
  }
}

TEST(DivideHalfEven, AgreesWithASlowReferenceOnLargeNumbers) {
  std::mt19937_64 random(128);
  for (int round = 0; round < 50'000; ++round) {
    const Int128 numerator = Int128{static_cast<std::int64_t>(random())} * 1'000'000'000;
    const Int128 denominator = Int128{static_cast<std::int64_t>(random() >> (1 + round % 62))} + 1;
    ASSERT_EQ(digits_of(divide_half_even(numerator, denominator)),
              digits_of(slow_half_even(numerator, denominator)));
  }
}

TEST(DivideHalfEven, DoesNotOverflowWhereDoublingWould) {
  const Int128 large = (Int128{1} << 126U) - 1;

  EXPECT_EQ(digits_of(divide_half_even(large - 1, large)), "1");
  EXPECT_EQ(digits_of(divide_half_even(large / 2, large)), "0");
  EXPECT_EQ(digits_of(divide_half_even(-(large / 2) - 1, large)), "-1");
}

TEST(ToUsd, RoundsOnceHalfToEvenToCents) {
  const auto usd = [](const char* amount, const char* rate) {
    return to_usd(*Decimal::parse(amount), *Rate::parse(rate)).text(2);
  };

  EXPECT_EQ(usd("155000000", "0.9240"), "167748917.75");
  EXPECT_EQ(usd("1", "1"), "1.00");
  EXPECT_EQ(usd("0.05", "2"), "0.02");
  EXPECT_EQ(usd("0.15", "2"), "0.08");
  EXPECT_EQ(usd("0.25", "2"), "0.12");
  EXPECT_EQ(usd("0", "3"), "0.00");
  EXPECT_EQ(usd("999999999999999999.9999", "0.0000000001"), "9999999999999999999999000000.00");
  EXPECT_EQ(usd("0.0001", "999999999999999999"), "0.00");
}

}  // namespace
}  // namespace pledgebook::ledger
