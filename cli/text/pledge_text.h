// SPDX-License-Identifier: Apache-2.0
// PledgeText: pledges from read models, as text.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "cli/shell/table.h"
#include "cli/shell/terminal.h"

namespace pledgebook::cli {

// The answer of `pledges`: a row a pledge; and a line with the page's number and the number of all
// rows, empty if all are there.
[[nodiscard]] Table pledge_table(const boost::json::object& answer);
[[nodiscard]] std::string pledge_page_text(const boost::json::object& answer);
// The answer of `pledges/ID`: the current state, and the history, newest first.
[[nodiscard]] std::string pledge_text(const boost::json::object& answer, const Terminal& terminal);

// What a judgement of a pledge rests on: its amounts, targets and reports. The answer of
// `pledges/ID`.
[[nodiscard]] std::string grounds_text(const boost::json::object& answer);

}  // namespace pledgebook::cli
