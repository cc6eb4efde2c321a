// SPDX-License-Identifier: Apache-2.0
#include "server/web/words/figures.h"

#include <unicode/dtptngen.h>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <utility>

#include "ledger/domain/values/reference.h"
#include "server/web/words/catalogue.h"

namespace pledgebook::server {
namespace {

using ledger::Decimal;
using ledger::Int128;

constexpr std::string_view kNoBreakSpace = "\u00a0";

std::string utf8(const icu::UnicodeString& text) {
  std::string bytes;
  text.toUTF8String(bytes);
  return bytes;
}

icu::Locale locale(Language language) {
  UErrorCode error = U_ZERO_ERROR;
  return icu::Locale::forLanguageTag(locale_of(language), error);
}

// `text` is a decimal of plain digits.
std::string grouped(Language language, const std::string& text, int places_min) {
  // Immutable and for any thread, but slow to make.
  static const auto formatters = [] {
    std::map<std::pair<Language, int>, icu::number::LocalizedNumberFormatter> all;
    for (const Language each : kLanguages) {
      for (int places = 0; places <= Decimal::kPlacesMax; ++places) {
        all.emplace(std::pair(each, places), icu::number::NumberFormatter::withLocale(locale(each))
                                                 .grouping(UNUM_GROUPING_ON_ALIGNED)
                                                 .precision(icu::number::Precision::minMaxFraction(
                                                     places, Decimal::kPlacesMax)));
      }
    }
    return all;
  }();
  UErrorCode error = U_ZERO_ERROR;
  const auto number = formatters.at({language, places_min}).formatDecimal(text, error);
  return utf8(number.toString(error));
}

// By a skeleton such as "yMMMd", in the order of the language.
std::string dated(Language language, const char* skeleton, ledger::RecordedAt time) {
  thread_local std::map<std::pair<Language, std::string_view>,
                        std::unique_ptr<icu::SimpleDateFormat>>
      kept;
  auto& format = kept[{language, skeleton}];
  if (!format) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Locale at = locale(language);
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
        icu::DateTimePatternGenerator::createInstance(at, error));
    format = std::make_unique<icu::SimpleDateFormat>(patterns->getBestPattern(skeleton, error), at,
                                                     error);
    format->adoptTimeZone(icu::TimeZone::getGMT()->clone());
  }
  icu::UnicodeString text;
  format->format(static_cast<UDate>(time.time_since_epoch().count()), text);
  return utf8(text);
}

Int128 power_of_ten(int power) {
  Int128 value = 1;
  for (int i = 0; i < power; ++i) value *= 10;
  return value;
}

// `amount` in units of 10^`power`, with at most `places` places.
Decimal in_units(Decimal amount, int power, int places) {
  // ten-thousandths / 10^power, kept at `places` places.
  return Decimal::from_ten_thousandths(
      ledger::divide_half_even(amount.ten_thousandths(),
                               power_of_ten(power - places) * Decimal::kUnit) *
      power_of_ten(Decimal::kPlacesMax - places));
}

// The words for large amounts: Chinese counts in ten thousands and their square.
struct Step {
  int power;
  std::string_view key;
};
std::pair<Step, Step> steps_of(Language language) {
  if (language == Language::zh) return {{8, "amount.hundred_million"}, {4, "amount.ten_thousand"}};
  return {{9, "amount.billion"}, {6, "amount.million"}};
}

Int128 magnitude(Decimal amount) {
  const Int128 value = amount.ten_thousandths() / Decimal::kUnit;
  return value < 0 ? -value : value;
}

std::string joined(std::string_view first, std::string_view second) {
  std::string both(first);
  both += kNoBreakSpace;
  both += second;
  return both;
}

}  // namespace

std::string Figures::count(std::int64_t number) const {
  return grouped(language_, std::to_string(number), 0);
}

std::string Figures::decimal(Decimal number, int places_min) const {
  return grouped(language_, number.text(places_min), places_min);
}

std::string Figures::money(const ledger::Money& money) const {
  const ledger::CurrencyEntry* entry = ledger::find_currency(money.currency.code());
  const int places = money.amount.places();
  const int minor = entry == nullptr ? 0 : entry->minor_units;
  return joined(money.currency.code(),
                decimal(money.amount, places == 0 ? 0 : std::max(places, minor)));
}

std::string Figures::scaled(Decimal amount) const { return scaled(amount, false); }
std::string Figures::axis(Decimal amount) const { return scaled(amount, true); }

std::string Figures::scaled(Decimal amount, bool is_trimmed) const {
  const Int128 whole = magnitude(amount);
  const auto& [large, small] = steps_of(language_);
  const Catalogue& words = Catalogue::of(language_);
  const auto write = [&](const Step& step, int places) {
    return words.text(
        step.key, {{"n", decimal(in_units(amount, step.power, places), is_trimmed ? 0 : places)}});
  };
  // What would round up to a whole large unit is written in it.
  if (whole >= power_of_ten(large.power) - power_of_ten(small.power) / 2)
    return write(large, whole >= 1'000 * power_of_ten(large.power) ? 0 : 2);
  if (whole >= power_of_ten(small.power))
    return write(small, whole >= 100 * power_of_ten(small.power) ? 0 : 1);
  return decimal(in_units(amount, 0, 0));
}

std::string Figures::usd(Decimal amount) const { return joined("USD", scaled(amount)); }

std::string Figures::millions(Decimal amount, int places) const {
  if (amount.is_zero()) return "0";
  const Decimal shown = in_units(amount, 6, places);
  if (!shown.is_zero()) return decimal(shown, places);
  // The smallest amount that can be written, in the place of one that would be 0.
  const auto smallest = Decimal::from_ten_thousandths(power_of_ten(Decimal::kPlacesMax - places));
  return std::string("<") + std::string(kNoBreakSpace) + decimal(smallest, places);
}

std::string Figures::day(ledger::Date date) const {
  return dated(language_, "yMMMd", ledger::RecordedAt(date));
}
std::string Figures::long_day(ledger::Date date) const {
  return dated(language_, "yMMMMd", ledger::RecordedAt(date));
}
std::string Figures::month(ledger::Date date) const {
  return dated(language_, "yMMM", ledger::RecordedAt(date));
}
std::string Figures::time(ledger::RecordedAt time) const {
  return dated(language_, "yMMMd", time) + ", " + dated(language_, "Hm", time) +
         std::string(kNoBreakSpace) + "UTC";
}
std::string Figures::percent(std::int64_t part, std::int64_t whole) const {
  if (whole == 0) return "–";
  const auto share = static_cast<std::int64_t>(ledger::divide_half_even(Int128{part} * 100, whole));
  return joined(count(share), "%");
}

}  // namespace pledgebook::server
