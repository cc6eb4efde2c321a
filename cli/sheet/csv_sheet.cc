// SPDX-License-Identifier: Apache-2.0
#include "cli/sheet/csv_sheet.h"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "cli/sheet/decoded_text.h"

namespace pledgebook::cli {

namespace {

// What stands most often between cells in the first lines: Excel writes semicolons where the comma
// is a decimal sign.
char delimiter_of(std::string_view text) {
  constexpr std::size_t kLines = 20;
  constexpr std::array kDelimiters{',', ';', '\t'};
  std::array<std::size_t, kDelimiters.size()> counts{};
  bool is_quoted = false;
  std::size_t lines = 0;
  for (const char c : text) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (c == '\n' && ++lines == kLines) break;
    const auto* found = std::ranges::find(kDelimiters, c);
    if (found != kDelimiters.end()) ++counts[static_cast<std::size_t>(found - kDelimiters.begin())];
  }
  return kDelimiters[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

// The rows while they are read; libcsv calls back for each cell and each row. A row's number is
// that of the row, as a spreadsheet counts: a line end in a cell begins none.
struct Reading {
  Sheet sheet;
  SheetRow row;
  std::uint32_t number = 1;
  bool is_too_large = false;
};

void take_cell(void* cell, std::size_t bytes, void* reading) {
  auto& [sheet, row, number, is_too_large] = *static_cast<Reading*>(reading);
  if (row.cells.size() == kSheetColumnsMax) {
    is_too_large = true;
    return;
  }
  const std::string_view text = trimmed({static_cast<const char*>(cell), bytes});
  row.cells.push_back({text.empty() ? Cell::Kind::empty : Cell::Kind::text, std::string(text)});
}

void take_row(int /*end*/, void* reading) {
  auto& [sheet, row, number, is_too_large] = *static_cast<Reading*>(reading);
  row.number = number++;
  if (sheet.rows.size() == kSheetRowsMax) {
    is_too_large = true;
  } else {
    sheet.rows.push_back(std::exchange(row, {}));
  }
}

}  // namespace

Outcome<Sheet> read_csv(const std::string& path, std::string_view bytes) {
  LEDGER_TRY(DecodedText text, decode_text(path, bytes));
  csv_parser parser{};
  // Empty lines are rows, so that rows have the numbers that a spreadsheet shows.
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
    return unavailable(fmt::format("{}: there is no memory to read it", path));
  const std::unique_ptr<csv_parser, void (*)(csv_parser*)> freed(&parser, csv_free);
  Reading reading;
  reading.sheet.delimiter = delimiter_of(text.utf8);
  reading.sheet.encoding = std::move(text.encoding);
  csv_set_delim(&parser, static_cast<unsigned char>(reading.sheet.delimiter));
  // libcsv calls a carriage return and a line feed two ends, the second of an empty row.
  std::erase(text.utf8, '\r');
  const std::size_t taken =
      csv_parse(&parser, text.utf8.data(), text.utf8.size(), take_cell, take_row, &reading);
  if (taken != text.utf8.size() || csv_fini(&parser, take_cell, take_row, &reading) != 0) {
    return usage(fmt::format("{}: row {} is no CSV: {}; a quotation mark inside a cell is doubled",
                             path, reading.number, csv_strerror(csv_error(&parser))));
  }
  if (reading.is_too_large) {
    return usage(fmt::format("{} has over {} rows or {} columns: split it", path, kSheetRowsMax,
                             kSheetColumnsMax));
  }
  return std::move(reading.sheet);
}

}  // namespace pledgebook::cli
