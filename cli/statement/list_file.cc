// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/list_file.h"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/shell/input_file.h"
#include "cli/shell/terminal.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

using Row = std::vector<std::string>;

// The rows while they are read; libcsv calls back for each cell and each row.
struct Rows {
  std::vector<Row> done;
  Row current;
};
void take_cell(void* cell, std::size_t bytes, void* rows) {
  static_cast<Rows*>(rows)->current.emplace_back(static_cast<const char*>(cell), bytes);
}
void take_row(int /*end*/, void* rows) {
  auto& [done, current] = *static_cast<Rows*>(rows);
  done.push_back(std::exchange(current, {}));
}

// Excel writes semicolons where the comma is a decimal sign.
unsigned char delimiter_of(std::string_view text) {
  const std::string_view header = text.substr(0, text.find('\n'));
  return header.contains(';') && !header.contains(',') ? ';' : ',';
}

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

Outcome<std::vector<Row>> rows_of(const std::string& path, std::string_view text) {
  csv_parser parser{};
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
    return unavailable(fmt::format("{}: there is no memory to read it", path));
  const std::unique_ptr<csv_parser, void (*)(csv_parser*)> freed(&parser, csv_free);
  csv_set_delim(&parser, delimiter_of(text));
  Rows rows;
  const std::size_t taken =
      csv_parse(&parser, text.data(), text.size(), take_cell, take_row, &rows);
  if (taken != text.size() || csv_fini(&parser, take_cell, take_row, &rows) != 0) {
    return usage(fmt::format("{}: row {} is no CSV: {}", path, rows.done.size() + 1,
                             csv_strerror(csv_error(&parser))));
  }
  return std::move(rows.done);
}

// What a column's cells say.
struct Meaning {
  enum class Of : std::uint8_t { id, title, members } of;
  std::string language;  // of a title
};

Outcome<Meaning> meaning_of(const std::string& path, std::string_view name) {
  constexpr std::string_view kTitle = "title_";
  if (name == "id") return Meaning{Meaning::Of::id, {}};
  if (name == "title") return Meaning{Meaning::Of::title, "en"};
  if (name == "members") return Meaning{Meaning::Of::members, {}};
  if (name.starts_with(kTitle) && name.size() > kTitle.size())
    return Meaning{Meaning::Of::title, std::string(name.substr(kTitle.size()))};
  return usage(fmt::format(
      "{}: the column `{}` is unknown: the first row must name id, title (title_fr for French, and "
      "so on) and, for groups of countries, members",
      path, one_line(name)));
}

Outcome<std::vector<Meaning>> read_header(const std::string& path, const Row& header) {
  std::vector<Meaning> columns;
  for (const std::string& name : header) {
    LEDGER_TRY(Meaning meaning, meaning_of(path, name));
    columns.push_back(std::move(meaning));
  }
  for (const auto of : {Meaning::Of::id, Meaning::Of::title}) {
    if (std::ranges::find(columns, of, &Meaning::of) != columns.end()) continue;
    return usage(fmt::format("{}: the first row must name the columns id and title", path));
  }
  return columns;
}

json::array members_of(std::string_view cell) {
  constexpr std::string_view kSeparators = " ;,";
  json::array members;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find_first_of(kSeparators), cell.size());
    if (end > 0) members.emplace_back(cell.substr(0, end));
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return members;
}

json::object item_of(const std::vector<Meaning>& columns, const Row& row) {
  json::object item;
  json::object title;
  for (std::size_t i = 0; i < columns.size() && i < row.size(); ++i) {
    if (row[i].empty()) continue;
    switch (columns[i].of) {
      case Meaning::Of::id:
        item["id"] = row[i];
        break;
      case Meaning::Of::title:
        title[columns[i].language] = row[i];
        break;
      case Meaning::Of::members:
        item["members"] = members_of(row[i]);
        break;
    }
  }
  item["title"] = std::move(title);
  return item;
}

bool is_blank(const Row& row) {
  return std::ranges::all_of(row, [](const std::string& cell) { return cell.empty(); });
}

}  // namespace

Outcome<json::array> read_list_file(const std::string& path) {
  LEDGER_TRY(const std::string text, read_whole(path, ledger::kStatementBytesMax));
  LEDGER_TRY(const auto rows, rows_of(path, without_mark(text)));
  if (rows.empty()) return usage(fmt::format("{}: the file is empty", path));
  LEDGER_TRY(const auto columns, read_header(path, rows.front()));
  json::array items;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (is_blank(rows[i])) continue;
    if (rows[i].size() > columns.size()) {
      return usage(fmt::format("{}: row {} has {} cells, more than there are columns", path, i + 1,
                               rows[i].size()));
    }
    json::object item = item_of(columns, rows[i]);
    if (!item.contains("id")) return usage(fmt::format("{}: row {} has no id", path, i + 1));
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace pledgebook::cli
