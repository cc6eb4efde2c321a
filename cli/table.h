// SPDX-License-Identifier: Apache-2.0
// Table: rows for people, in aligned columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"

namespace pledgebook::cli {

enum class Align : std::uint8_t { left, right };

struct Column {
  std::string title;
  Align align = Align::left;
};

class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // As many cells as there are columns. Line breaks and control characters become blanks.
  void add(std::vector<std::string> cells);
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }

  // The titles, then the rows, two blanks between columns and none at the end of a line. On an
  // interactive terminal the widest columns of text are cut so that a row fits; elsewhere nothing
  // is cut. Titles are bold where there is colour.
  [[nodiscard]] std::string text(const Terminal& terminal) const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// "1234567.50" as "1,234,567.50": separators in the digits before the point. Other text is as it
// is.
[[nodiscard]] std::string with_separators(std::string_view number);
[[nodiscard]] std::string with_separators(std::uint64_t number);

}  // namespace pledgebook::cli
