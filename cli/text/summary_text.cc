// SPDX-License-Identifier: Apache-2.0
#include "cli/text/summary_text.h"

#include <boost/json/array.hpp>
#include <utility>

#include "cli/text/figures.h"

namespace pledgebook::cli {

namespace json = boost::json;

std::vector<Column> figure_columns(std::string first, std::string second) {
  return {{std::move(first), Align::left, Fit::cut},
          {std::move(second), Align::left, Fit::cut},
          {"pledges", Align::right},
          {"announced", Align::right},
          {"committed", Align::right},
          {"disbursed", Align::right},
          {"verified", Align::right, Fit::leave},
          {"lifecycle", Align::left, Fit::leave}};
}

std::vector<std::string> figure_cells(std::string first, std::string second,
                                      const json::object& row) {
  return {std::move(first),
          std::move(second),
          with_separators(text_of(row, "pledges")),
          amounts_text(row, "announced"),
          amounts_text(row, "committed"),
          amounts_text(row, "disbursed"),
          amounts_text(row, "verified"),
          counts_text(row, "by_state")};
}

std::string english_title(const json::object& row) {
  const json::value* title = row.if_contains("title");
  const json::object* by_language = title == nullptr ? nullptr : title->if_object();
  return by_language == nullptr ? text_of(row, "title") : text_of(*by_language, "en");
}

Table summary_table(const json::object& answer) {
  Table table(figure_columns("focus area", "title"));
  for (const json::value& value : answer.at("focus_areas").as_array()) {
    const json::object& row = value.as_object();
    table.add(figure_cells(text_of(row, "focus_area"), english_title(row), row));
  }
  table.add(figure_cells("all", "", answer.at("totals").as_object()));
  return table;
}

}  // namespace pledgebook::cli
