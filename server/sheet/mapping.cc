// SPDX-License-Identifier: Apache-2.0
#include "server/sheet/mapping.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <charconv>
#include <utility>
#include <vector>

#include "ledger/domain/values/timestamp.h"
#include "server/sheet/sheet.h"

namespace pledgebook::server {

namespace {

namespace json = boost::json;

constexpr auto kFields = std::to_array<std::pair<SheetField, std::string_view>>({
    {SheetField::member, "member"},
    {SheetField::sector, "sector"},
    {SheetField::country, "country"},
    {SheetField::title, "title"},
    {SheetField::description, "description"},
    {SheetField::type, "type"},
    {SheetField::focus_area, "focus_area"},
    {SheetField::amount, "amount"},
    {SheetField::currency, "currency"},
    {SheetField::start, "start"},
    {SheetField::end, "end"},
    {SheetField::countries, "countries"},
    {SheetField::stated, "stated"},
    {SheetField::number, "number"},
    {SheetField::id, "id"},
});

std::string all_fields() {
  std::vector<std::string_view> names;
  for (const auto& [field, name] : kFields) names.push_back(name);
  return fmt::format("{}", fmt::join(names, ", "));
}

// Reads the members of a mapping; each is known, and none is of another kind.
class MappingReader {
 public:
  explicit MappingReader(const std::string& path) : path_(path) {}

  Reading<Mapping> read(std::string_view text) {
    boost::system::error_code error;
    const json::value value = json::parse(text, error);
    if (error || !value.is_object())
      return misread(fmt::format("{} is no JSON object: make one with --make-mapping", path_));
    for (const auto& [name, member] : value.get_object()) LEDGER_CHECK(take(name, member));
    if (!ledger::parse_instant(mapping_.at))
      return wrong("at", "the time of the register, such as 2026-11-29T12:00:00Z");
    if (mapping_.source.empty()) return wrong("source", "where the register is from, in words");
    if (!mapping_.ids.contains("{row}"))
      return wrong("ids", "a text with {row}, such as p2c-{row}");
    if (mapping_.columns.empty()) return wrong("columns", "headings, each with its field or null");
    return std::move(mapping_);
  }

 private:
  [[nodiscard]] std::unexpected<Misread> wrong(std::string_view member,
                                               std::string_view what) const {
    return misread(fmt::format("{}: `{}` must be {}", path_, member, what));
  }

  Reading<void> take(std::string_view name, const json::value& value) {
    if (name == "sheet") return take_text(name, value, mapping_.sheet.emplace());
    if (name == "ids") return take_text(name, value, mapping_.ids);
    if (name == "at") return take_text(name, value, mapping_.at);
    if (name == "source") return take_text(name, value, mapping_.source);
    if (name == "headings_row") return take_row(value);
    if (name == "publish") return take_publish(value);
    if (name == "columns") return take_columns(value);
    if (name == "amounts") return take_amounts(value);
    if (name == "days") return take_days(value);
    if (name == "values") return take_values(value);
    if (name == "defaults") return take_defaults(value);
    return misread(
        fmt::format("{}: `{}` is unknown: a mapping has sheet, headings_row, columns, amounts, "
                    "days, values, defaults, ids, at, source and publish",
                    path_, excerpt(name)));
  }
  Reading<void> take_text(std::string_view name, const json::value& value, std::string& text) {
    if (!value.is_string()) return wrong(name, "a text");
    text = value.get_string();
    return {};
  }
  Reading<void> take_row(const json::value& value) {
    if (!value.is_int64() || value.get_int64() < 1 || value.get_int64() > 1'000)
      return wrong("headings_row", "the number of the row that has the headings");
    mapping_.headings_row = static_cast<std::uint32_t>(value.get_int64());
    return {};
  }
  Reading<void> take_publish(const json::value& value) {
    if (!value.is_bool()) return wrong("publish", "true or false");
    mapping_.publish = value.get_bool();
    return {};
  }
  Reading<void> take_amounts(const json::value& value) {
    if (value.is_null()) return {};
    if (!value.is_string() || !amount_style(std::string_view(value.get_string())))
      return wrong("amounts", "an example: 1234.56, 1,234.56, 1.234,56 or 1 234,56; or null");
    mapping_.amounts = value.get_string();
    return {};
  }
  Reading<void> take_days(const json::value& value) {
    if (value.is_null()) return {};
    if (!value.is_string() || !day_style(std::string_view(value.get_string())))
      return wrong("days", "DD.MM.YYYY, MM/DD/YYYY or YYYY-MM-DD; or null");
    mapping_.days = value.get_string();
    return {};
  }
  Reading<SheetField> field_of(std::string_view member, const json::value& value) {
    const auto field = value.is_string() ? sheet_field(std::string_view(value.get_string()))
                                         : std::optional<SheetField>();
    if (field) return *field;
    return misread(fmt::format("{}: in `{}`, a field is one of {}", path_, member, all_fields()));
  }
  Reading<void> take_columns(const json::value& value) {
    if (!value.is_object()) return wrong("columns", "headings, each with its field or null");
    for (const auto& [heading, meaning] : value.get_object()) {
      if (meaning.is_null()) {
        mapping_.columns.emplace_back(heading, std::nullopt);
        continue;
      }
      LEDGER_TRY(const SheetField field, field_of("columns", meaning));
      for (const auto& [other, taken] : mapping_.columns) {
        if (taken == field)
          return misread(fmt::format("{}: the columns `{}` and `{}` are both {}: make one null",
                                     path_, excerpt(other), excerpt(heading), name_of(field)));
      }
      mapping_.columns.emplace_back(heading, field);
    }
    return {};
  }
  Reading<void> take_values(const json::value& value) {
    constexpr std::string_view kWhat = "fields, each with cells and what they mean";
    if (!value.is_object()) return wrong("values", kWhat);
    for (const auto& [name, cells] : value.get_object()) {
      LEDGER_TRY(const SheetField field, field_of("values", json::value(name)));
      if (!cells.is_object()) return wrong("values", kWhat);
      for (const auto& [cell, meaning] : cells.get_object()) {
        if (!meaning.is_string() && !meaning.is_null()) return wrong("values", kWhat);
        auto& kept = mapping_.values[field][std::string(cell)];
        if (meaning.is_string()) kept = std::string(meaning.get_string());
      }
    }
    return {};
  }
  Reading<void> take_defaults(const json::value& value) {
    if (!value.is_object()) return wrong("defaults", "fields, each with a text");
    for (const auto& [name, text] : value.get_object()) {
      LEDGER_TRY(const SheetField field, field_of("defaults", json::value(name)));
      if (!text.is_string()) return wrong("defaults", "fields, each with a text");
      mapping_.defaults[field] = text.get_string();
    }
    return {};
  }

  const std::string& path_;
  Mapping mapping_;
};

json::value optional_text(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value();
}

}  // namespace

std::string_view name_of(SheetField field) noexcept {
  const auto* found =
      std::ranges::find(kFields, field, &std::pair<SheetField, std::string_view>::first);
  return found->second;
}

std::optional<SheetField> sheet_field(std::string_view name) noexcept {
  const auto* found =
      std::ranges::find(kFields, name, &std::pair<SheetField, std::string_view>::second);
  if (found == kFields.end()) return std::nullopt;
  return found->first;
}

std::optional<AmountStyle> amount_style(std::string_view example) {
  if (example == "1234.56") return AmountStyle{'.', ""};
  if (example == "1234,56") return AmountStyle{',', ""};
  if (example == "1,234.56") return AmountStyle{'.', ","};
  if (example == "1.234,56") return AmountStyle{',', "."};
  if (example == "1 234.56") return AmountStyle{'.', " "};
  if (example == "1 234,56") return AmountStyle{',', " "};
  if (example == "1'234.56") return AmountStyle{'.', "'"};
  return std::nullopt;
}

std::optional<DayStyle> day_style(std::string_view pattern) noexcept {
  if (pattern.starts_with("YYYY")) return DayStyle::year_first;
  if (pattern.starts_with("DD")) return DayStyle::day_first;
  if (pattern.starts_with("MM")) return DayStyle::month_first;
  return std::nullopt;
}

Reading<Mapping> read_mapping(const std::string& path, std::string_view json) {
  return MappingReader(path).read(json);
}

json::object to_json(const Mapping& mapping) {
  json::object text;
  if (mapping.sheet) text["sheet"] = *mapping.sheet;
  text["headings_row"] = mapping.headings_row;
  json::object& columns = text["columns"].emplace_object();
  for (const auto& [heading, field] : mapping.columns)
    columns[heading] = field ? json::value(name_of(*field)) : json::value();
  text["amounts"] = optional_text(mapping.amounts);
  text["days"] = optional_text(mapping.days);
  json::object& values = text["values"].emplace_object();
  for (const auto& [field, cells] : mapping.values) {
    json::object& of = values[name_of(field)].emplace_object();
    for (const auto& [cell, meaning] : cells) of[cell] = optional_text(meaning);
  }
  json::object& defaults = text["defaults"].emplace_object();
  for (const auto& [field, value] : mapping.defaults) defaults[name_of(field)] = value;
  text["ids"] = mapping.ids;
  text["at"] = mapping.at;
  text["source"] = mapping.source;
  text["publish"] = mapping.publish;
  return text;
}

}  // namespace pledgebook::server
