// SPDX-License-Identifier: Apache-2.0
#include "server/sheet/sheet_words.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <unordered_map>

#include "projections/search/words.h"
#include "server/sheet/embedded_sheet_words.h"

namespace pledgebook::server {

namespace {

using Meanings = std::unordered_map<std::string, std::string>;

constexpr std::string_view kWorld = "*";

class Tables {
 public:
  static const Tables& get() {
    static const Tables tables;
    return tables;
  }

  Meanings headings, sectors, types, areas, countries;

 private:
  Tables() {
    const boost::json::value parsed = boost::json::parse(embedded::kSheetWords);
    const boost::json::object& all = parsed.get_object();
    const auto fill = [&all](std::string_view name, Meanings& meanings) {
      for (const auto& [id, words] : all.at(name).get_object()) {
        // The first meaning stays: words are listed from the most usual on.
        for (const boost::json::value& word : words.get_array())
          meanings.emplace(compared(std::string_view(word.get_string())), std::string(id));
      }
    };
    fill("headings", headings);
    fill("sector", sectors);
    fill("type", types);
    fill("focus_area", areas);
    fill("country", countries);
    for (const boost::json::value& word : all.at("world").at("global").get_array())
      countries[compared(std::string_view(word.get_string()))] = kWorld;
  }
};

std::optional<std::string> found_in(const Meanings& meanings, std::string_view cell) {
  const auto found = meanings.find(compared(cell));
  if (found == meanings.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::string compared(std::string_view text) {
  std::string joined;
  for (const projections::Word& word : projections::words_of(text)) {
    if (!joined.empty()) joined += ' ';
    joined += word.folded;
  }
  return joined;
}

std::optional<SheetField> field_of_heading(std::string_view heading) {
  const auto name = found_in(Tables::get().headings, heading);
  return name ? sheet_field(*name) : std::nullopt;
}

std::optional<std::string> meaning_of(SheetField field, std::string_view cell) {
  const Tables& tables = Tables::get();
  switch (field) {
    case SheetField::sector:
      return found_in(tables.sectors, cell);
    case SheetField::type:
      return found_in(tables.types, cell);
    case SheetField::focus_area:
      return found_in(tables.areas, cell);
    case SheetField::country:
    case SheetField::countries:
      return found_in(tables.countries, cell);
    default:
      return std::nullopt;
  }
}

std::string id_of_name(std::string_view name) {
  constexpr std::size_t kBytesMax = 40;
  std::string id;
  for (const projections::Word& word : projections::words_of(name)) {
    const bool is_plain = std::ranges::all_of(
        word.folded, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
    if (!is_plain) continue;
    if (id.size() + word.folded.size() + 1 > kBytesMax) break;
    if (!id.empty()) id += '-';
    id += word.folded;
  }
  return id;
}

}  // namespace pledgebook::server
