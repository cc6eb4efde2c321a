// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/table.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "cli/shell/help.h"

namespace pledgebook::cli {
namespace {

constexpr std::size_t kGapColumns = 2;
constexpr std::size_t kCutColumnsMin = 12;  // a column is never cut below this
constexpr std::size_t kIndentColumns = 2;

using Lines = std::vector<std::string>;  // of a cell
using Row = std::vector<Lines>;

// The text split at `separator`.
Lines broken(std::string_view text, std::string_view separator) {
  Lines lines;
  for (std::size_t at = 0; (at = text.find(separator)) != std::string_view::npos;) {
    lines.emplace_back(text.substr(0, at));
    text.remove_prefix(at + separator.size());
  }
  lines.emplace_back(text);
  return lines;
}

std::size_t width_of(const Lines& lines) {
  std::size_t width = 0;
  for (const std::string& line : lines) width = std::max(width, display_columns(line));
  return width;
}

bool says_nothing(std::string_view text) { return text.empty() || text == "-"; }

std::string in_bold(const std::string& text, const Terminal& terminal) {
  return terminal.colour ? "\x1b[1m" + text + "\x1b[0m" : text;
}

// The table, fitted to a terminal.
class Grid {
 public:
  Grid(std::vector<Column> columns, const std::vector<std::vector<std::string>>& cells)
      : columns_(std::move(columns)) {
    for (const Column& column : columns_) titles_.push_back({column.title});
    for (const auto& row : cells) {
      Row& lines = rows_.emplace_back();
      for (const std::string& cell : row) lines.push_back({cell});
    }
    measure();
  }

  // Fits the rows to `columns_max`; false if they can't be fitted.
  bool fit(std::size_t columns_max) {
    if (total() <= columns_max) return true;
    break_lines();
    for (std::size_t i = columns_.size(); total() > columns_max && i-- > 1;) {
      if (is_empty(i)) leave_out(i);
    }
    for (std::size_t i = columns_.size(); total() > columns_max && i-- > 1;) {
      if (columns_[i].fit == Fit::leave) leave_out(i);
    }
    narrow(columns_max);
    return total() <= columns_max;
  }

  [[nodiscard]] std::string text(const Terminal& terminal) const {
    std::string text;
    for (const std::string& line : lines_of(titles_)) text += in_bold(line, terminal) + "\n";
    for (const Row& row : rows_) {
      for (const std::string& line : lines_of(row)) text += line + "\n";
    }
    if (left_out_.empty()) return text;
    const std::string note = "hidden: " + left_out_ + " (a wider window or --json shows all)";
    for (const std::string& line : wrapped(note, terminal.columns)) text += line + "\n";
    return text;
  }

 private:
  void measure() {
    widths_.clear();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::size_t width = width_of(titles_[i]);
      for (const Row& row : rows_) width = std::max(width, width_of(row[i]));
      widths_.push_back(width);
    }
  }

  [[nodiscard]] std::size_t total() const {
    std::size_t sum = kGapColumns * (widths_.size() - 1);
    for (const std::size_t width : widths_) sum += width;
    return sum;
  }

  void break_lines() {
    for (Lines& title : titles_) title = broken(title.front(), " ");
    for (Row& row : rows_) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (columns_[i].fit != Fit::cut) row[i] = broken(row[i].front(), ", ");
      }
    }
    measure();
  }

  [[nodiscard]] bool is_empty(std::size_t column) const {
    return std::ranges::all_of(
        rows_, [column](const Row& row) { return says_nothing(row[column].front()); });
  }

  void leave_out(std::size_t column) {
    const auto at = static_cast<std::ptrdiff_t>(column);
    left_out_ += (left_out_.empty() ? "" : ", ") + columns_[column].title;
    columns_.erase(columns_.begin() + at);
    titles_.erase(titles_.begin() + at);
    for (Row& row : rows_) row.erase(row.begin() + at);
    measure();
  }

  // Takes columns from the widest columns that may be cut, until the table fits.
  void narrow(std::size_t columns_max) {
    while (total() > columns_max) {
      std::size_t* widest = nullptr;
      for (std::size_t i = 0; i < widths_.size(); ++i) {
        if (columns_[i].fit != Fit::cut || widths_[i] <= kCutColumnsMin) continue;
        if (widest == nullptr || widths_[i] > *widest) widest = &widths_[i];
      }
      if (widest == nullptr) return;
      --*widest;
    }
  }

  [[nodiscard]] Lines lines_of(const Row& row) const {
    std::size_t height = 1;
    for (const Lines& cell : row) height = std::max(height, cell.size());
    Lines lines(height);
    for (std::size_t line = 0; line < height; ++line) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string cut =
            line < row[i].size() ? cut_to_columns(row[i][line], widths_[i]) : std::string();
        const std::string blanks(widths_[i] - std::min(widths_[i], display_columns(cut)), ' ');
        if (i > 0) lines[line].append(kGapColumns, ' ');
        lines[line] += columns_[i].align == Align::right ? blanks + cut : cut + blanks;
      }
      lines[line].erase(lines[line].find_last_not_of(' ') + 1);
    }
    return lines;
  }

  std::vector<Column> columns_;
  Row titles_;
  std::vector<Row> rows_;
  std::vector<std::size_t> widths_;
  std::string left_out_;
};

// The parts one after the other with `gap` between them, in lines of at most `columns_max`; a
// longer part has a line of its own.
Lines filled(const Lines& parts, std::string_view gap, std::size_t columns_max) {
  Lines lines;
  for (const std::string& part : parts) {
    const bool fits =
        !lines.empty() &&
        display_columns(lines.back()) + gap.size() + display_columns(part) <= columns_max;
    if (fits) {
      lines.back().append(gap).append(part);
    } else {
      lines.push_back(part);
    }
  }
  return lines;
}

// A list's items; each but the last keeps its comma.
Lines items_of(std::string_view list) {
  Lines items = broken(list, ", ");
  for (std::size_t i = 0; i + 1 < items.size(); ++i) items[i] += ',';
  return items;
}

// One row as a block: the first line names it, and the lines below have all its cells.
std::string block_of(const std::vector<Column>& columns, const std::vector<std::string>& row,
                     const Terminal& terminal) {
  const std::size_t columns_max = terminal.columns - kIndentColumns;
  Lines head{row.front()};
  std::size_t next = 1;
  for (; next < columns.size() && columns[next].fit == Fit::cut; ++next) {
    if (!says_nothing(row[next])) head.push_back(row[next]);
  }
  Lines parts;
  for (; next < columns.size(); ++next) {
    if (!says_nothing(row[next])) parts.push_back(columns[next].title + " " + row[next]);
  }
  std::string text;
  for (const std::string& line : filled(head, "  ", terminal.columns))
    text += in_bold(line, terminal) + "\n";
  for (const std::string& line : filled(parts, "  ", columns_max)) {
    std::size_t indent = kIndentColumns;
    // Only a part that is longer than a line gets here, and that is a list.
    const Lines items = display_columns(line) > columns_max ? items_of(line) : Lines{line};
    for (const std::string& items_line : filled(items, " ", columns_max - kIndentColumns)) {
      text += std::string(indent, ' ') + items_line + "\n";
      indent = 2 * kIndentColumns;
    }
  }
  return text;
}

// "EUR 1,250.00, USD 3" without the comma that groups digits.
std::string without_separators(std::string_view text) {
  const auto is_digit = [&](std::size_t i) {
    return i < text.size() && text[i] >= '0' && text[i] <= '9';
  };
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool groups = text[i] == ',' && i > 0 && is_digit(i - 1) && is_digit(i + 1);
    if (!groups) plain += text[i];
  }
  return plain;
}

}  // namespace

void Table::add(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = one_line(cell);
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

std::string Table::text(const Terminal& terminal) const {
  Grid grid(columns_, rows_);
  if (!terminal.interactive || grid.fit(terminal.columns)) return grid.text(terminal);
  std::string text;
  for (const auto& row : rows_) text += block_of(columns_, row, terminal);
  return text;
}

std::string Table::tsv() const {
  std::string text;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    text += (i == 0 ? "" : "\t") + columns_[i].title;
  text += '\n';
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += i == 0 ? "" : "\t";
      text += columns_[i].align == Align::right ? without_separators(row[i]) : row[i];
    }
    text += '\n';
  }
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
