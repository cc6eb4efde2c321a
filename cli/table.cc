// SPDX-License-Identifier: Apache-2.0
#include "cli/table.h"

#include <algorithm>
#include <ranges>

namespace pledgebook::cli {
namespace {

constexpr std::size_t kGapColumns = 2;
constexpr std::size_t kTextColumnsMin = 8;  // a column of text is never cut below this

std::string padded(std::string_view text, std::size_t width, Align align) {
  const std::string cut = cut_to_columns(text, width);
  const std::string blanks(width - std::min(width, display_columns(cut)), ' ');
  return align == Align::right ? blanks + cut : cut + blanks;
}

// Takes columns from the widest texts until the whole fits.
void narrow(std::vector<std::size_t>& widths, const std::vector<Column>& columns,
            std::size_t columns_max) {
  const auto total = [&] {
    std::size_t sum = kGapColumns * (widths.size() - 1);
    for (const std::size_t width : widths) sum += width;
    return sum;
  };
  while (total() > columns_max) {
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (columns[i].align == Align::right || widths[i] <= kTextColumnsMin) continue;
      if (widest == nullptr || widths[i] > *widest) widest = &widths[i];
    }
    if (widest == nullptr) return;
    --*widest;
  }
}

std::string line_of(const std::vector<std::string>& cells, const std::vector<Column>& columns,
                    const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line.append(kGapColumns, ' ');
    line += padded(cells[i], widths[i], columns[i].align);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

void Table::add(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = one_line(cell);
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

std::string Table::text(const Terminal& terminal) const {
  std::vector<std::string> titles;
  std::vector<std::size_t> widths;
  titles.reserve(columns_.size());
  widths.reserve(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    titles.push_back(columns_[i].title);
    std::size_t width = display_columns(columns_[i].title);
    for (const auto& row : rows_) width = std::max(width, display_columns(row[i]));
    widths.push_back(width);
  }
  if (terminal.interactive) narrow(widths, columns_, terminal.columns);
  const std::string head = line_of(titles, columns_, widths);
  std::string text = terminal.colour ? "\x1b[1m" + head + "\x1b[0m\n" : head + "\n";
  for (const auto& row : rows_) text += line_of(row, columns_, widths) + "\n";
  return text;
}

std::string with_separators(std::string_view number) {
  const std::size_t sign = number.starts_with('-') ? 1 : 0;
  const std::size_t point = std::min(number.find('.'), number.size());
  const std::string_view digits = number.substr(sign, point - sign);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return std::string(number);
  std::string text(number.substr(0, sign));
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text.append(number.substr(point));
}

std::string with_separators(std::uint64_t number) {
  return with_separators(std::to_string(number));
}

}  // namespace pledgebook::cli
