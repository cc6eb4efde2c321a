// SPDX-License-Identifier: Apache-2.0
// JsonTrail: finds the position in JSON text of two faults that a parsed value no longer shows: a
// name that appears twice in one object, and a value that is nested too deep. It parses the text
// once more, for a refusal's pointer (RFC 6901). Internal to canonical_json.cc.
#pragma once

#include <boost/json/parse_options.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace pledgebook::ledger {

struct RepeatedName {
  std::string name;
  std::string pointer;
};
// The first repeated name, in the object that ends first. Stops at text that is not JSON.
[[nodiscard]] std::optional<RepeatedName> find_repeated_name(
    std::string_view text, const boost::json::parse_options& options);

// The pointer of the value at which a parser with these options stops.
[[nodiscard]] std::string find_end_of_trail(std::string_view text,
                                            const boost::json::parse_options& options);

}  // namespace pledgebook::ledger
