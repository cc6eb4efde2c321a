// SPDX-License-Identifier: Apache-2.0
// AmountText: an amount of money as a person writes it on the command line: "155000000 EUR",
// "EUR 1,250.50". Half of the world writes a comma where the other half writes a point, and a
// signed statement stays for ever. So an amount with two readings is refused, and the error shows
// both.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "cli/shell/outcome.h"

namespace pledgebook::cli {

// {"amount","currency"} of a statement, which has no separators. A comma is accepted only if it
// must group thousands: groups of three digits, followed by a point or a second comma; exactly
// three digits after a point only in a currency that has three decimals. The currency may come
// first, in any case. The rules find all other mistakes in the amount.
[[nodiscard]] Outcome<boost::json::object> read_money(std::string_view text);

}  // namespace pledgebook::cli
