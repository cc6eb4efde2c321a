// SPDX-License-Identifier: Apache-2.0
// Keys of table `index`: which pledges have a property now. A row's key is the property, its value
// and the pledge's ordinal; the row holds nothing else
// (docs/decisions/0024-indexes.md).
//
//   owner, focus_area, sdg    letter, id, NUL, u64 ordinal
//   country                   letter, iso3, NUL, u64 ordinal
//   state, type               letter, name, NUL, u64 ordinal
//   published                 letter, u64 day, NUL, u64 ordinal; days are counted so that none is
//                             negative
//
// What a pledge has ever had has a row too, which is never taken away:
//
//   match                     letter, id, NUL, u64 index of a record that proposes or accepts a
//                             match of the pledge with another, for either of the two
//   overlap                   letter, id, NUL, u64 ordinal of a pledge that has ever declared an
//                             overlap with it
//   lesson                    letter, u64 index of a report that has a lesson, NUL, u64 ordinal of
//                             its pledge; indexes are turned round, so that the newest comes first
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/domain/values/timestamp.h"
#include "projections/store/row_keys.h"

namespace pledgebook::projections {

enum class Property : char {
  owner = 'o',
  focus_area = 'a',
  country = 'c',
  state = 's',
  type = 't',
  sdg = 'g',
  published = 'p',
  match = 'm',
  overlap = 'v',
  lesson = 'l',
};

// Keys from `begin` on and below `end`.
struct IndexRange {
  std::string begin;
  std::string end;
};

// The prefix of the keys of one value.
[[nodiscard]] inline std::string index_prefix(Property property, std::string_view value) {
  std::string prefix(1, static_cast<char>(property));
  prefix += value;
  prefix.push_back('\0');
  return prefix;
}

[[nodiscard]] inline std::string published_prefix(ledger::Date day) {
  constexpr std::int64_t kDayBias = std::int64_t{1} << 32;
  const auto days = std::int64_t{day.time_since_epoch().count()} + kDayBias;
  return index_prefix(Property::published, number_key(static_cast<std::uint64_t>(days)));
}

[[nodiscard]] inline std::string index_key(std::string prefix, Ordinal ordinal) {
  prefix += std::string_view(number_key(std::to_underlying(ordinal)));
  return prefix;
}
[[nodiscard]] inline Ordinal indexed_ordinal(std::string_view index_key) noexcept {
  return Ordinal{get_number(index_key.substr(index_key.size() < 8 ? 0 : index_key.size() - 8))};
}

[[nodiscard]] inline std::string match_key(const ledger::PledgeId& pledge, ledger::Index record) {
  std::string key = index_prefix(Property::match, pledge.text());
  key += std::string_view(number_key(ledger::number(record)));
  return key;
}

[[nodiscard]] inline std::string lesson_key(ledger::Index report, Ordinal pledge) {
  return index_key(index_prefix(Property::lesson, number_key(~ledger::number(report))), pledge);
}
[[nodiscard]] inline ledger::Index lesson_report(std::string_view lesson_key) noexcept {
  return ledger::Index{~get_number(lesson_key.substr(lesson_key.empty() ? 0 : 1))};
}

// All keys that begin with `first`, `last` or a value between them.
[[nodiscard]] inline IndexRange index_range(std::string first, std::string last) {
  last.back() = '\1';  // in place of NUL
  return {std::move(first), std::move(last)};
}
[[nodiscard]] inline IndexRange index_range(Property property, std::string_view value) {
  return index_range(index_prefix(property, value), index_prefix(property, value));
}

}  // namespace pledgebook::projections
