// SPDX-License-Identifier: Apache-2.0
// PositionText: what an answer of the read models rests on, so that a figure can be cited: its
// time, its clock, how many records, which checkpoint; and what is missing in its totals.
#pragma once

#include <boost/json/object.hpp>
#include <string>

namespace pledgebook::cli {

// "as of 2024-06-30T23:59:59.999Z, by stated dates; 84 records; checkpoint of 84 records, root
// nBdaEG…", and a line with a way on if the ledger had recorded nothing by then.
[[nodiscard]] std::string position_text(const boost::json::object& answer);

// "in USD: announced 19,993,666,666.67, …", and what has no USD value, with its amounts. Empty if
// nothing is announced. `totals`: a row with "usd" and "no_usd_value".
[[nodiscard]] std::string usd_text(const boost::json::object& totals);

}  // namespace pledgebook::cli
