// SPDX-License-Identifier: Apache-2.0
// Figures: amounts and counts from a read model's JSON, for a table.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

namespace pledgebook::cli {

// The text of a member; a number's digits; empty if it is absent or null. Fit for one line of a
// terminal (one_line, cli/shell/terminal.h), since a server wrote it.
[[nodiscard]] std::string text_of(const boost::json::object& object, std::string_view member);
// {"EUR": "155000000.00", "USD": "…"} as "EUR 155,000,000.00, USD …"; "-" if there is none.
[[nodiscard]] std::string amounts_text(const boost::json::object& object, std::string_view member);
// {"amount","currency"} as "EUR 155,000,000.00"; "-" if it is null.
[[nodiscard]] std::string money_text(const boost::json::object& object, std::string_view member);
// {"PUBLISHED": 2, "STALLED": 1} as "2 published, 1 stalled".
[[nodiscard]] std::string counts_text(const boost::json::object& object, std::string_view member);
// "IN_PROGRESS" as "in progress".
[[nodiscard]] std::string in_words(std::string_view state);

}  // namespace pledgebook::cli
