// SPDX-License-Identifier: Apache-2.0
// Sheet: a table as a spreadsheet has it, read from CSV or from a workbook of Excel (.xlsx). Rows
// and columns keep the numbers and letters that people see.
//
// Threads: values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/sheet/reading.h"

namespace pledgebook::server {

inline constexpr std::size_t kSheetBytesMax = std::size_t{64} * 1'024 * 1'024;
inline constexpr std::size_t kSheetRowsMax = 100'000;
inline constexpr std::size_t kSheetColumnsMax = 256;
inline constexpr std::size_t kPartBytesMax = std::size_t{128} * 1'024 * 1'024;

struct Cell {
  enum class Kind : std::uint8_t {
    empty,
    text,
    number,  // of a workbook: text is a decimal with a point
    day,     // of a workbook: text is 2026-12-31
    fault    // of a workbook: text is Excel's word, such as #REF!
  };
  Kind kind = Kind::empty;
  std::string text;  // without blanks at its ends
};

struct SheetRow {
  std::uint32_t number = 0;  // from 1, as the spreadsheet shows it
  std::vector<Cell> cells;   // by column
  // An empty one beyond the end.
  [[nodiscard]] const Cell& at(std::size_t column) const noexcept;
  [[nodiscard]] bool is_empty() const noexcept;
};

struct Sheet {
  std::string name;                 // of a workbook's sheet; "" of CSV
  std::vector<std::string> others;  // the workbook's other sheets
  std::string encoding;             // of CSV: "UTF-8", "UTF-16", "Windows-1252"
  char delimiter = '\0';            // of CSV
  std::vector<SheetRow> rows;       // without empty ones
};

// `bytes` is the file's contents: what it is shows there, not in its name. `wanted`: the workbook's
// sheet; the first one if there is none. `part_bytes_max`: of each part of a workbook, unpacked;
// reading one takes some ten times as much memory. A Misread names the file, the row and the
// remedy.
[[nodiscard]] Reading<Sheet> read_sheet(const std::string& path, std::string_view bytes,
                                        const std::optional<std::string>& wanted,
                                        std::size_t part_bytes_max = kPartBytesMax);

// "A", "Z", "AA".
[[nodiscard]] std::string column_letters(std::size_t column);

// A foreign text in a sentence: its beginning, fit for one line of a terminal.
[[nodiscard]] std::string excerpt(std::string_view text);

// The text without blanks of any kind at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

}  // namespace pledgebook::server
