// SPDX-License-Identifier: Apache-2.0
// SummaryText: the totals of a register, for people.
#pragma once

#include <boost/json/object.hpp>

#include "cli/shell/table.h"

namespace pledgebook::cli {

// The titles of rows with figures: two that name the row, then pledges, amounts and states.
[[nodiscard]] std::vector<Column> figure_columns(std::string first, std::string second);
// A row's cells under those titles.
[[nodiscard]] std::vector<std::string> figure_cells(std::string first, std::string second,
                                                    const boost::json::object& row);
// The English title of an item of a published list.
[[nodiscard]] std::string english_title(const boost::json::object& row);

// The answer of `summary`: a row for each focus area, and one for all.
[[nodiscard]] Table summary_table(const boost::json::object& answer);

}  // namespace pledgebook::cli
