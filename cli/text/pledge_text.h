// SPDX-License-Identifier: Apache-2.0
// PledgeText: pledges from read models, as text.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "cli/shell/terminal.h"

namespace pledgebook::cli {

// The answer of `pledges`: a table, the page's number and the number of all rows.
[[nodiscard]] std::string pledge_list_text(const boost::json::object& answer,
                                           const Terminal& terminal);
// The answer of `pledges/ID`: the current state, and the history, newest first.
[[nodiscard]] std::string pledge_text(const boost::json::object& answer, const Terminal& terminal);

}  // namespace pledgebook::cli
