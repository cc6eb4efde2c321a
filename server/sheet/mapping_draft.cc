// SPDX-License-Identifier: Apache-2.0
#include "server/sheet/mapping_draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "ledger/domain/values/reference.h"
#include "server/sheet/cell_values.h"
#include "server/sheet/sheet_words.h"

namespace pledgebook::server {

namespace {

using Columns = std::map<SheetField, std::size_t>;

// What a heading means: "Amount (USD)" is an amount, and says the currency of all.
struct Heading {
  SheetField field;
  std::optional<std::string> currency;
};
std::optional<Heading> read_heading(const std::string& text) {
  if (const auto field = field_of_heading(text)) return Heading{*field, std::nullopt};
  const std::string words = compared(text);
  const std::size_t blank = words.rfind(' ');
  if (blank == std::string::npos) return std::nullopt;
  std::string code = words.substr(blank + 1);
  std::ranges::transform(code, code.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (ledger::find_currency(code) == nullptr ||
      field_of_heading(words.substr(0, blank)) != SheetField::amount)
    return std::nullopt;
  return Heading{SheetField::amount, std::move(code)};
}

// The row among the first ones in which most headings are known.
Reading<const SheetRow*> headings_of(const Sheet& sheet) {
  constexpr std::size_t kRows = 40;
  constexpr std::size_t kFieldsMin = 2;
  const SheetRow* best = nullptr;
  std::size_t most = kFieldsMin - 1;
  for (std::size_t i = 0; i < std::min(kRows, sheet.rows.size()); ++i) {
    std::set<SheetField> fields;
    for (const Cell& cell : sheet.rows[i].cells) {
      if (const auto heading = read_heading(cell.text)) fields.insert(heading->field);
    }
    if (fields.size() <= most) continue;
    most = fields.size();
    best = &sheet.rows[i];
  }
  if (best == nullptr) {
    return misread(
        "no row has headings that are known, such as Donor, Title, Focus area, Amount: write them "
        "into the sheet, or write the mapping by hand (docs/IMPORT.md)");
  }
  return best;
}

std::string_view noun_of(SheetField field) noexcept {
  if (field == SheetField::countries) return "country";
  return field == SheetField::focus_area ? "focus area" : name_of(field);
}

class Drafter {
 public:
  Drafter(const Sheet& sheet, const SheetRow& headings) : sheet_(sheet), headings_(headings) {}

  MappingDraft draft(std::string source, std::string at) && {
    Mapping& mapping = draft_.mapping;
    if (!sheet_.name.empty()) mapping.sheet = sheet_.name;
    mapping.headings_row = headings_.number;
    mapping.source = std::move(source);
    mapping.at = std::move(at);
    draft_columns();
    draft_amounts();
    draft_days();
    for (const SheetField field : {SheetField::sector, SheetField::type, SheetField::focus_area,
                                   SheetField::country, SheetField::countries})
      draft_values(field);
    draft_defaults();
    return std::move(draft_);
  }

 private:
  void remark(std::string sentence) { draft_.remarks.push_back(std::move(sentence)); }

  void draft_columns() {
    auto& columns = draft_.mapping.columns;
    for (std::size_t i = 0; i < headings_.cells.size(); ++i) {
      const std::string& heading = headings_.cells[i].text;
      if (heading.empty()) continue;
      if (std::ranges::find(columns, heading,
                            &std::pair<std::string, std::optional<SheetField>>::first) !=
          columns.end()) {
        remark(fmt::format("two columns are called `{}`: the first one counts", excerpt(heading)));
        continue;
      }
      const auto read = read_heading(heading);
      auto field = read ? std::optional(read->field) : std::nullopt;
      if (read && read->currency) draft_.mapping.defaults[SheetField::currency] = *read->currency;
      if (field && columns_.contains(*field)) field = more_exact(*field, i);
      columns.emplace_back(heading, field);
      if (field) {
        columns_[*field] = i;
      } else {
        remark(fmt::format("the column `{}` is not imported", excerpt(heading)));
      }
    }
  }

  // Of two columns of countries, one may be of the member; else the first one stays.
  std::optional<SheetField> more_exact(SheetField field, std::size_t column) {
    if (field != SheetField::countries || columns_.contains(SheetField::country))
      return std::nullopt;
    const std::size_t first = columns_[field];
    const auto length = [this](std::size_t i) { return headings_.cells[i].text.size(); };
    if (length(first) >= length(column)) return SheetField::country;
    for (auto& [heading, meaning] : draft_.mapping.columns) {
      if (meaning == field) meaning = SheetField::country;
    }
    columns_[SheetField::country] = first;
    return field;
  }

  // The cells of a field below the headings.
  template <class See>
  void each_cell(SheetField field, See see) const {
    const auto column = columns_.find(field);
    if (column == columns_.end()) return;
    for (const SheetRow& row : sheet_.rows) {
      const Cell& cell = row.at(column->second);
      if (row.number > headings_.number && cell.kind != Cell::Kind::empty) see(cell);
    }
  }

  [[nodiscard]] std::size_t rows_without(SheetField field) const {
    const std::size_t column = columns_.at(field);
    return static_cast<std::size_t>(std::ranges::count_if(sheet_.rows, [&](const SheetRow& row) {
      return row.number > headings_.number && row.at(column).kind == Cell::Kind::empty;
    }));
  }

  // The style by which most amounts are one, if another reads none of them as another number.
  void draft_amounts() {
    constexpr std::array<std::string_view, 7> kStyles{
        "1234.56", "1234,56", "1,234.56", "1.234,56", "1 234,56", "1 234.56", "1'234.56"};
    std::vector<Cell> texts;
    each_cell(SheetField::amount, [&texts](const Cell& cell) {
      if (cell.kind == Cell::Kind::text) texts.push_back(cell);
    });
    if (texts.empty()) return;
    std::size_t most = 0;
    for (const std::string_view example : kStyles) {
      const auto read =
          static_cast<std::size_t>(std::ranges::count_if(texts, [&](const Cell& cell) {
            return amount_of(cell, amount_style(example)).has_value();
          }));
      if (read <= most) continue;
      most = read;
      draft_.mapping.amounts = example;
    }
    for (const std::string_view other : kStyles) {
      for (const Cell& cell : texts) {
        if (!draft_.mapping.amounts) return;
        const auto chosen = amount_of(cell, amount_style(*draft_.mapping.amounts));
        const auto here = amount_of(cell, amount_style(other));
        if (!chosen || !here || chosen->amount == here->amount || !reads_all(other, texts, most))
          continue;
        remark(
            fmt::format("`{}` can mean {} or {}: write an example of how the sheet writes "
                        "amounts into `amounts`, such as {}",
                        excerpt(cell.text), chosen->amount, here->amount, *draft_.mapping.amounts));
        draft_.mapping.amounts.reset();
      }
    }
  }
  static bool reads_all(std::string_view style, const std::vector<Cell>& texts, std::size_t count) {
    return static_cast<std::size_t>(std::ranges::count_if(texts, [&](const Cell& cell) {
             return amount_of(cell, amount_style(style)).has_value();
           })) >= count;
  }

  // A day above 12 shows the order; a sheet without one keeps its secret.
  void draft_days() {
    std::map<DayStyle, std::size_t> read;
    std::size_t texts = 0;
    std::string example;
    for (const SheetField field : {SheetField::start, SheetField::end, SheetField::stated}) {
      each_cell(field, [&](const Cell& cell) {
        if (cell.kind != Cell::Kind::text || day_of(cell, std::nullopt)) return;
        ++texts;
        if (example.empty()) example = cell.text;
        for (const DayStyle style : {DayStyle::day_first, DayStyle::month_first}) {
          if (day_of(cell, style)) ++read[style];
        }
      });
    }
    if (texts == 0) return;
    const std::size_t by_day = read[DayStyle::day_first];
    const std::size_t by_month = read[DayStyle::month_first];
    if (by_day != by_month) {
      draft_.mapping.days = by_day > by_month ? "DD/MM/YYYY" : "MM/DD/YYYY";
    } else if (by_day > 0 && example.contains('.')) {
      // Nobody writes the month first with points.
      draft_.mapping.days = "DD.MM.YYYY";
    } else if (by_day > 0) {
      remark(fmt::format("`{}` can mean two days: write DD/MM/YYYY or MM/DD/YYYY into `days`",
                         example));
    }
  }

  // What the cells of a field mean, so that a person can see and change it; of countries only
  // those that are not known.
  void draft_values(SheetField field) {
    constexpr std::size_t kShown = 200;
    const bool is_country = field == SheetField::countries || field == SheetField::country;
    std::map<std::string, std::optional<std::string>> values;
    each_cell(field, [&](const Cell& cell) {
      if (cell.kind != Cell::Kind::text || values.size() == kShown) return;
      auto meaning = meaning_of(field, cell.text);
      if (is_country && (meaning || cell.text.find_first_of(";,\n|") != std::string::npos)) return;
      if (meaning == cell.text) return;
      values.emplace(cell.text, std::move(meaning));
    });
    for (const auto& [cell, meaning] : values) {
      if (!meaning)
        remark(
            fmt::format("`{}` is not a known {}: write what it means into `values`, or "
                        "leave null, and its rows are left out",
                        excerpt(cell), noun_of(field)));
    }
    if (!values.empty()) draft_.mapping.values[field] = std::move(values);
  }

  void draft_defaults() {
    auto& defaults = draft_.mapping.defaults;
    if (!columns_.contains(SheetField::type)) {
      const bool has_amounts = columns_.contains(SheetField::amount);
      defaults[SheetField::type] = has_amounts ? "financial" : "programme";
      remark(fmt::format("no column is the type: all pledges are of type {}",
                         defaults[SheetField::type]));
    }
    if (!columns_.contains(SheetField::countries)) {
      remark("no column is the countries: all pledges are for the whole world");
    } else if (const std::size_t rows = rows_without(SheetField::countries); rows > 0) {
      defaults[SheetField::countries] = "World";
      remark(
          fmt::format("{} without a country: they are for the whole world, as `defaults` says; "
                      "take that out, and they are refused",
                      rows == 1 ? "1 row is" : fmt::format("{} rows are", rows)));
    }
    if (columns_.contains(SheetField::member) && !columns_.contains(SheetField::sector)) {
      defaults[SheetField::sector] = "other";
      remark("no column is the sector: members that are new get sector other");
    }
    if (!columns_.contains(SheetField::member))
      remark("no column is the member: the pledges are of the member whose key signs");
    for (const SheetField field : {SheetField::title, SheetField::focus_area, SheetField::start}) {
      if (columns_.contains(field)) continue;
      remark(fmt::format("no column is the {0}: name one in `columns`, or give `defaults` a {0}",
                         name_of(field)));
    }
  }

  const Sheet& sheet_;
  const SheetRow& headings_;
  Columns columns_;
  MappingDraft draft_;
};

}  // namespace

Reading<MappingDraft> draft_mapping(const Sheet& sheet, std::string source, std::string at) {
  LEDGER_TRY(const SheetRow* const headings, headings_of(sheet));
  return Drafter(sheet, *headings).draft(std::move(source), std::move(at));
}

}  // namespace pledgebook::server
