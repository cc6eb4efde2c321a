// SPDX-License-Identifier: Apache-2.0
// Mapping: how a sheet's columns and cells become pledges, as a file of JSON that a person can read
// and change (docs/IMPORT.md, "Spreadsheets"). Nothing that a cell may mean is guessed beyond it.
//
// Threads: values.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/sheet/reading.h"

namespace pledgebook::server {

// What a column means.
enum class SheetField : std::uint8_t {
  member,
  sector,
  country,  // the member's
  title,
  description,
  type,
  focus_area,
  amount,
  currency,
  start,
  end,
  countries,
  stated,  // the day on which it was pledged
  number,
  id
};
[[nodiscard]] std::string_view name_of(SheetField field) noexcept;
[[nodiscard]] std::optional<SheetField> sheet_field(std::string_view name) noexcept;

// The signs of an amount, from an example: "1.234,56".
struct AmountStyle {
  char decimal = '.';
  std::string thousands;  // "", ".", ",", " " (of any kind) or "'"
};
[[nodiscard]] std::optional<AmountStyle> amount_style(std::string_view example);

// The order of a day, from its pattern: "DD.MM.YYYY".
enum class DayStyle : std::uint8_t { year_first, day_first, month_first };
[[nodiscard]] std::optional<DayStyle> day_style(std::string_view pattern) noexcept;

struct Mapping {
  std::optional<std::string> sheet;  // of a workbook
  std::uint32_t headings_row = 1;
  // Headings in the order of the sheet; nothing: the column is not imported.
  std::vector<std::pair<std::string, std::optional<SheetField>>> columns;
  std::optional<std::string> amounts;  // an example; nothing: digits alone, and a point
  std::optional<std::string> days;     // a pattern; nothing: YYYY-MM-DD alone
  // What a cell of a field means: an id, or three letters; nothing: it is refused.
  std::map<SheetField, std::map<std::string, std::optional<std::string>>> values;
  std::map<SheetField, std::string> defaults;  // for empty cells and absent columns
  std::string ids = "row-{row}";               // of pledges whose row has none
  std::string at;                              // when it was stated, where no column says so
  std::string source;                          // where the register is from
  bool publish = true;                         // each pledge is published, by a reviewer's key
};

// A Misread names the member and what it may be.
[[nodiscard]] Reading<Mapping> read_mapping(const std::string& path, std::string_view json);
[[nodiscard]] boost::json::object to_json(const Mapping& mapping);

}  // namespace pledgebook::server
