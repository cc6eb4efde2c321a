// SPDX-License-Identifier: Apache-2.0
// PledgeText: pledges as read models give them, laid out for people.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "cli/shell/terminal.h"

namespace pledgebook::cli {

// The answer of `pledges`: a table, and which page of how many rows it is.
[[nodiscard]] std::string pledge_list_text(const boost::json::object& answer,
                                           const Terminal& terminal);
// The answer of `pledges/ID`: what stands, and its history, newest first.
[[nodiscard]] std::string pledge_text(const boost::json::object& answer, const Terminal& terminal);

}  // namespace pledgebook::cli
