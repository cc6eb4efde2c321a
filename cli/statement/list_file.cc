// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/list_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/shell/input_file.h"
#include "cli/shell/terminal.h"
#include "cli/statement/reading_outcome.h"
#include "ledger/domain/json/statement.h"
#include "server/sheet/csv_sheet.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;
using server::Sheet;
using server::SheetRow;

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

Outcome<std::vector<Meaning>> read_header(const std::string& path, const SheetRow& header) {
  std::vector<Meaning> columns;
  for (const auto& [kind, name] : header.cells) {
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

json::object item_of(const std::vector<Meaning>& columns, const SheetRow& row) {
  json::object item;
  json::object title;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string& cell = row.at(i).text;
    if (cell.empty()) continue;
    switch (columns[i].of) {
      case Meaning::Of::id:
        item["id"] = cell;
        break;
      case Meaning::Of::title:
        title[columns[i].language] = cell;
        break;
      case Meaning::Of::members:
        item["members"] = members_of(cell);
        break;
    }
  }
  item["title"] = std::move(title);
  return item;
}

}  // namespace

Outcome<json::array> read_list_file(const std::string& path) {
  LEDGER_TRY(const std::string text, read_whole(path, ledger::kStatementBytesMax));
  LEDGER_TRY(const Sheet sheet, outcome(server::read_csv(path, text)));
  if (sheet.rows.empty()) return usage(fmt::format("{}: the file is empty", path));
  LEDGER_TRY(const auto columns, read_header(path, sheet.rows.front()));
  json::array items;
  for (const SheetRow& row : std::span(sheet.rows).subspan(1)) {
    if (row.is_empty()) continue;
    if (row.cells.size() > columns.size()) {
      return usage(fmt::format("{}: row {} has {} cells, more than there are columns", path,
                               row.number, row.cells.size()));
    }
    json::object item = item_of(columns, row);
    if (!item.contains("id")) return usage(fmt::format("{}: row {} has no id", path, row.number));
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace pledgebook::cli
