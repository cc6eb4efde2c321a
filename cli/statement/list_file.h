// SPDX-License-Identifier: Apache-2.0
// ListFile: the items of a list that is published, from a spreadsheet's CSV file (RFC 4180).
#pragma once

#include <boost/json/array.hpp>
#include <string>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

// The first row has the columns' names: `id`, `title` (or `title_en`), and, if there are any,
// titles in other languages (`title_fr`) and `members`, the codes of a group's countries with
// blanks or semicolons between them. Each other row is an item: {"id","title","members"?}. A
// semicolon may stand for the comma, as spreadsheets write it where the comma is a decimal sign. A
// usage failure names the row.
[[nodiscard]] Outcome<boost::json::array> read_list_file(const std::string& path);

}  // namespace pledgebook::cli
