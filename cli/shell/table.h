// SPDX-License-Identifier: Apache-2.0
// Table: rows for people, in aligned columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shell/terminal.h"

namespace pledgebook::cli {

enum class Align : std::uint8_t { left, right };

// How a column is treated if a terminal is too narrow for all.
enum class Fit : std::uint8_t {
  whole,  // never cut: figures, words of a few letters
  cut,    // cut at the end: ids, names, titles
  leave   // left out: not needed to understand the others
};

struct Column {
  std::string title;
  Align align = Align::left;
  Fit fit = Fit::whole;
};

class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // As many cells as there are columns. Line breaks and control characters become blanks.
  void add(std::vector<std::string> cells);
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }

  // The titles, then the rows, two blanks between columns and none at the end of a line. Titles are
  // bold if there is colour. Only for an interactive terminal that is too narrow, the table is
  // shortened: lists ("1 published, 2 stalled") are broken into lines, columns without a figure and
  // those of `Fit::leave` are left out, and a last line says so, and those of `Fit::cut` are cut.
  // If that does not suffice, each row becomes a block of lines with all its cells and their
  // titles.
  [[nodiscard]] std::string text(const Terminal& terminal) const;
  // The titles and the rows with a tab between cells; numbers without separators.
  [[nodiscard]] std::string tsv() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// "1234567.50" as "1,234,567.50": separators in the digits before the point. Other text is
// unchanged.
[[nodiscard]] std::string with_separators(std::string_view number);
[[nodiscard]] std::string with_separators(std::uint64_t number);

}  // namespace pledgebook::cli
