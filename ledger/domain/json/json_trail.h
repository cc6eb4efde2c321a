// SPDX-License-Identifier: Apache-2.0
// JsonTrail: finds the place in JSON text of two faults that a parsed value no longer shows: a name
// that appears twice in one object, and a value that is nested too deep. One more pass over the
// text, for a refusal's pointer (RFC 6901). Internal to canonical_json.cc.
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
// The first repeated name, in the object that ends first. Reads only as far as `text` is JSON.
[[nodiscard]] std::optional<RepeatedName> find_repeated_name(
    std::string_view text, const boost::json::parse_options& options);

// The pointer of the value at which a parser with these options gives up.
[[nodiscard]] std::string find_end_of_trail(std::string_view text,
                                            const boost::json::parse_options& options);

}  // namespace pledgebook::ledger
