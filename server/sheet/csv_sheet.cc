// SPDX-License-Identifier: Apache-2.0
#include "server/sheet/csv_sheet.h"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "server/sheet/decoded_text.h"

namespace pledgebook::server {

namespace {

constexpr std::array kDelimiters{',', ';', '\t'};
using Counts = std::array<std::size_t, kDelimiters.size()>;

// How often each delimiter stands in the first rows, outside of quotation marks.
std::vector<Counts> counts_of(std::string_view text) {
  constexpr std::size_t kRows = 20;
  std::vector<Counts> rows(1);
  bool is_quoted = false;
  for (const char c : text) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (c == '\n') {
      if (rows.size() == kRows) break;
      rows.emplace_back();
    }
    const auto* found = std::ranges::find(kDelimiters, c);
    if (found != kDelimiters.end())
      ++rows.back()[static_cast<std::size_t>(found - kDelimiters.begin())];
  }
  return rows;
}

// What stands equally often in most rows, and there most often. Its sum would not tell: a cell may
// list forty countries with semicolons between them.
char delimiter_of(std::string_view text) {
  const std::vector<Counts> rows = counts_of(text);
  std::pair<std::size_t, std::size_t> best;  // rows with the same count, and the count
  char delimiter = kDelimiters.front();
  for (std::size_t i = 0; i < kDelimiters.size(); ++i) {
    std::map<std::size_t, std::size_t> rows_by_count;
    for (const Counts& row : rows) ++rows_by_count[row[i]];
    for (const auto& [count, number] : rows_by_count) {
      const std::pair found(number, count);
      if (count == 0 || found <= best) continue;
      best = found;
      delimiter = kDelimiters[i];
    }
  }
  return delimiter;
}

// The rows while they are read; libcsv calls back for each cell and each row. A row's number is
// that of the row, as a spreadsheet counts: a line end in a cell begins none.
struct CsvReading {
  Sheet sheet;
  SheetRow row;
  std::uint32_t number = 1;
  bool is_too_large = false;
};

void take_cell(void* cell, std::size_t bytes, void* reading) {
  auto& [sheet, row, number, is_too_large] = *static_cast<CsvReading*>(reading);
  if (row.cells.size() == kSheetColumnsMax) {
    is_too_large = true;
    return;
  }
  const std::string_view text = trimmed({static_cast<const char*>(cell), bytes});
  row.cells.push_back({text.empty() ? Cell::Kind::empty : Cell::Kind::text, std::string(text)});
}

void take_row(int /*end*/, void* reading) {
  auto& [sheet, row, number, is_too_large] = *static_cast<CsvReading*>(reading);
  row.number = number++;
  if (sheet.rows.size() == kSheetRowsMax) {
    is_too_large = true;
  } else {
    sheet.rows.push_back(std::exchange(row, {}));
  }
}

}  // namespace

Reading<Sheet> read_csv(const std::string& path, std::string_view bytes) {
  LEDGER_TRY(DecodedText text, decode_text(path, bytes));
  csv_parser parser{};
  // Empty lines are rows, so that rows have the numbers that a spreadsheet shows.
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
    return misread(fmt::format("{}: there is no memory to read it", path));
  const std::unique_ptr<csv_parser, void (*)(csv_parser*)> freed(&parser, csv_free);
  CsvReading reading;
  reading.sheet.delimiter = delimiter_of(text.utf8);
  reading.sheet.encoding = std::move(text.encoding);
  csv_set_delim(&parser, static_cast<unsigned char>(reading.sheet.delimiter));
  // libcsv calls a carriage return and a line feed two ends, the second of an empty row.
  std::erase(text.utf8, '\r');
  const std::size_t taken =
      csv_parse(&parser, text.utf8.data(), text.utf8.size(), take_cell, take_row, &reading);
  if (taken != text.utf8.size() || csv_fini(&parser, take_cell, take_row, &reading) != 0) {
    return misread(
        fmt::format("{}: row {} is no CSV: {}; a quotation mark inside a cell is doubled", path,
                    reading.number, csv_strerror(csv_error(&parser))));
  }
  if (reading.is_too_large) {
    return misread(fmt::format("{} has over {} rows or {} columns: split it", path, kSheetRowsMax,
                               kSheetColumnsMax));
  }
  return std::move(reading.sheet);
}

}  // namespace pledgebook::server
