// SPDX-License-Identifier: Apache-2.0
#include "server/sheet/sheet_row_reader.h"

#include <fmt/format.h>

#include <utility>

#include "ledger/domain/values/id.h"
#include "server/sheet/cell_values.h"
#include "server/sheet/sheet_words.h"

namespace pledgebook::server {

Cell SheetRowReader::cell(SheetField field) const {
  const auto column = columns_.find(field);
  if (column != columns_.end()) {
    const Cell& cell = row_.at(column->second);
    if (cell.kind != Cell::Kind::empty) return cell;
  }
  const auto preset = mapping_.defaults.find(field);
  if (preset == mapping_.defaults.end()) return {};
  return {Cell::Kind::text, preset->second};
}

void SheetRowReader::refuse(SheetField field, CellTrouble trouble) {
  is_good_ = false;
  const auto column = columns_.find(field);
  const std::size_t at = column == columns_.end() ? headings_.cells.size() : column->second;
  faults_.push_back({row_.number, at,
                     column == columns_.end() ? std::string(name_of(field)) : headings_.at(at).text,
                     std::move(trouble)});
}

std::optional<std::string> SheetRowReader::meaning(SheetField field,
                                                   const std::string& word) const {
  const auto of_field = mapping_.values.find(field);
  if (of_field != mapping_.values.end()) {
    const auto found = of_field->second.find(word);
    if (found != of_field->second.end()) return found->second;
  }
  if (const auto meant = meaning_of(field, word)) return meant;
  // The ledger may have areas whose ids nobody has translated: it judges them.
  if (field == SheetField::focus_area && ledger::ItemId::parse(word)) return word;
  return std::nullopt;
}

std::string SheetRowReader::required(SheetField field, std::string_view what) {
  const Cell found = cell(field);
  if (found.kind == Cell::Kind::fault) {
    refuse(field,
           cell_trouble("formula_fails", found.text, "the cell says {}: correct its formula"));
  } else if (found.kind == Cell::Kind::empty) {
    refuse(field, {"cell_empty", {}, fmt::format("it is empty: write {}", what)});
  }
  return found.text;
}

std::string SheetRowReader::choice(SheetField field, std::string_view what) {
  const std::string word = required(field, what);
  if (word.empty()) return {};
  if (const auto found = meaning(field, word)) return *found;
  refuse(field, {"word_unknown", excerpt(word),
                 fmt::format("`{}` is not known: write {}, or say in the mapping's `values` what "
                             "it means",
                             excerpt(word), what)});
  return {};
}

std::string SheetRowReader::day(SheetField field) {
  const Cell found = cell(field);
  const auto day = day_of(found, mapping_.days ? day_style(*mapping_.days) : std::nullopt);
  if (day) return *day;
  refuse(field, day.error());
  return {};
}

}  // namespace pledgebook::server
