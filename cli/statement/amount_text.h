// SPDX-License-Identifier: Apache-2.0
// AmountText: an amount of money as a person writes it on the command line: "155000000 EUR",
// "1,250.50 EUR". Half of the world writes a comma where the other half writes a point, and what is
// signed stays for ever: so an amount that can be read in two ways is refused, with both.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

// {"amount","currency"} of a statement, which has no separators. A comma is taken where it can only
// group thousands: digits in threes, with a point behind them or with a second comma. What else is
// wrong with the amount or the currency, the rules will say.
[[nodiscard]] Outcome<boost::json::object> read_money(std::string_view text);

}  // namespace pledgebook::cli
