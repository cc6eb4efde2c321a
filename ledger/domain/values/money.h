// SPDX-License-Identifier: Apache-2.0
// Money: exact decimals with their currency. No floating point anywhere. A conversion rounds once,
// half to even, to the minor unit of the resulting currency (domain.md, "Totals").
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pledgebook::ledger {

// GCC's 128-bit integer, spelled so that -Wpedantic accepts it.
__extension__ using Int128 = __int128;

// A decimal with at most four places, held as ten-thousandths. Parsed ones are within
// `(0|[1-9]\d{0,17})(\.\d{1,4})?`; sums and differences of at most 2^53 of them can't overflow 128
// bits.
class Decimal {
 public:
  static constexpr int kPlacesMax = 4;
  static constexpr Int128 kUnit = 10'000;

  constexpr Decimal() = default;
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text) noexcept;
  [[nodiscard]] static constexpr Decimal from_ten_thousandths(Int128 value) noexcept {
    Decimal decimal;
    decimal.value_ = value;
    return decimal;
  }
  [[nodiscard]] constexpr Int128 ten_thousandths() const noexcept { return value_; }
  // Decimal places in use: 0 for 12; 2 for 12.30, and for 12.3 if two are requested.
  [[nodiscard]] int places() const noexcept;
  // At least `places_min` places; more only if they hold digits other than zero.
  [[nodiscard]] std::string text(int places_min = 0) const;
  [[nodiscard]] constexpr bool is_zero() const noexcept { return value_ == 0; }

  constexpr Decimal& operator+=(Decimal other) noexcept {
    value_ += other.value_;
    return *this;
  }
  constexpr Decimal& operator-=(Decimal other) noexcept {
    value_ -= other.value_;
    return *this;
  }
  friend constexpr Decimal operator+(Decimal a, Decimal b) noexcept { return a += b; }
  friend constexpr Decimal operator-(Decimal a, Decimal b) noexcept { return a -= b; }
  friend constexpr bool operator==(Decimal, Decimal) = default;
  friend constexpr auto operator<=>(Decimal a, Decimal b) noexcept { return a.value_ <=> b.value_; }

 private:
  Int128 value_ = 0;
};

// A part of a whole in per cent, 0 to 100, with at most six decimals.
class Share {
 public:
  static constexpr int kPlacesMax = 6;
  static constexpr std::int64_t kUnit = 1'000'000;  // one per cent

  constexpr Share() = default;
  [[nodiscard]] static std::optional<Share> parse(std::string_view text) noexcept;
  [[nodiscard]] static constexpr Share from_millionths(std::int64_t value) noexcept {
    Share share;
    share.value_ = value;
    return share;
  }
  [[nodiscard]] constexpr std::int64_t millionths() const noexcept { return value_; }
  [[nodiscard]] std::string text() const { return text_of(value_); }
  // Of a sum of shares, too.
  [[nodiscard]] static std::string text_of(std::int64_t millionths);

  friend constexpr bool operator==(Share, Share) = default;

 private:
  std::int64_t value_ = 0;
};

// An ISO 4217 code: three capital letters. Whether it is in the rule set's list is a rule, not part
// of the type.
class Currency {
 public:
  constexpr Currency() = default;  // "---": not read yet
  [[nodiscard]] static std::optional<Currency> parse(std::string_view text) noexcept;
  [[nodiscard]] std::string_view code() const noexcept {
    return {letters_.data(), letters_.size()};
  }
  [[nodiscard]] static Currency usd() noexcept { return *parse("USD"); }

  friend constexpr bool operator==(const Currency&, const Currency&) = default;
  friend constexpr auto operator<=>(const Currency&, const Currency&) = default;

 private:
  std::array<char, 3> letters_{'-', '-', '-'};
};

struct Money {
  Decimal amount;
  Currency currency;

  friend bool operator==(const Money&, const Money&) = default;
};

// Units of a currency for one USD; at most ten decimals, greater than zero.
class Rate {
 public:
  static constexpr int kPlacesMax = 10;

  constexpr Rate() = default;
  [[nodiscard]] static std::optional<Rate> parse(std::string_view text) noexcept;
  [[nodiscard]] static constexpr Rate from_ten_billionths(Int128 value) noexcept {
    Rate rate;
    rate.value_ = value;
    return rate;
  }
  [[nodiscard]] constexpr Int128 ten_billionths() const noexcept { return value_; }
  [[nodiscard]] std::string text() const;

  friend constexpr bool operator==(Rate, Rate) = default;

 private:
  Int128 value_ = kOne;
  static constexpr Int128 kOne = 10'000'000'000;
};

// The USD value of `amount` units of a currency at `rate`, rounded half to even to cents. This is
// the one place where money is rounded.
[[nodiscard]] Decimal to_usd(Decimal amount, Rate rate) noexcept;

// numerator / denominator, rounded half to even. The denominator is greater than zero.
[[nodiscard]] Int128 divide_half_even(Int128 numerator, Int128 denominator) noexcept;

}  // namespace pledgebook::ledger
