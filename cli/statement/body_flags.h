// SPDX-License-Identifier: Apache-2.0
// BodyFlags: the options for the members of a statement's body. Tables name each member and the
// format in which a person writes it.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shell/command.h"
#include "cli/shell/outcome.h"

namespace pledgebook::cli {

// How a person writes a value, and the JSON made from it.
enum class Shape : std::uint8_t {
  text,         // "…"
  texts,        // repeated: an array of strings
  money,        // "155000000 EUR": {"amount","currency"}
  yes,          // a flag: true
  integer,      // a number
  country,      // repeated: "GHA" or "GHA=60": {"iso3","share"?}
  target,       // repeated: "ID:TITLE:UNIT:BASELINE:GOAL:DUE"
  actual,       // repeated: "TARGET=VALUE"
  beneficiary,  // repeated: "GROUP=COUNT"
  partner,      // repeated: "party:ID" or a name
  related,      // repeated: "PLEDGE" or "PLEDGE=AMOUNT CUR": {"pledge","overlap"?}
  evidence,     // repeated: a file: {"sha256","size","type","name"}
  comment,      // repeated: "FIELD=COMMENT": {"field","comment"}
  observation,  // repeated: "DAY=VALUE" or "DAY=VALUE=ISO3": {"date","value","country"?}
  rate,         // repeated: "EUR=0.92": members of an object
  dated_value,  // "VALUE on DAY": {"value","date"}
  file,         // a file: its text
  items,        // a CSV file: an array of list items
  remove        // repeated: a member of `changes` that becomes null
};

struct BodyFlag {
  std::string_view name;    // "--focus-area"
  std::string_view member;  // where in the body: "focus_area", "period/from"
  Shape shape = Shape::text;
  std::string_view value;  // as in OptionInfo: "TEXT", "financial|programme"
  std::string_view description;
  // The published lists whose items are its values, as "focus-area"; several are joined by "|".
  std::string_view lists = {};
};

class BodyFlags {
 public:
  // The tables outlive this object. `below` is the member that contains all of theirs; for
  // amendments it is "changes".
  void add(Command& command, std::span<const BodyFlag> flags, std::string_view below = {});

  // Writes the given values into `body`, over the values there. A usage failure names the option.
  [[nodiscard]] Outcome<void> apply(boost::json::object& body) const;

 private:
  struct Slot {
    const BodyFlag* flag;
    std::string_view below;
    std::optional<std::string> one;
    std::vector<std::string> many;
    bool yes = false;
  };
  std::vector<std::unique_ptr<Slot>> slots_;  // the parser keeps their addresses
};

// The JSON of one value; a sentence if the value is invalid.
[[nodiscard]] Outcome<boost::json::value> read_shape(Shape shape, std::string_view text);

// A file's evidence: {"sha256","size","type","name"}; the type comes from the file name's ending.
[[nodiscard]] Outcome<boost::json::value> evidence_of(const std::string& path);

}  // namespace pledgebook::cli
