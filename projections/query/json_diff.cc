// SPDX-License-Identifier: Apache-2.0
#include "projections/query/json_diff.h"

#include <boost/json/object.hpp>
#include <string>

namespace pledgebook::projections {
namespace {

namespace json = boost::json;

std::string below(const std::string& path, std::string_view member) {
  std::string pointer = path + '/';
  for (const char c : member) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

void add_changes(const std::string& path, const json::value& before, const json::value& after,
                 json::array& changes) {
  if (before == after) return;
  if (before.is_object() && after.is_object()) {
    for (const auto& [name, value] : before.get_object()) {
      const json::value* other = after.get_object().if_contains(name);
      add_changes(below(path, name), value, other == nullptr ? json::value() : *other, changes);
    }
    for (const auto& [name, value] : after.get_object()) {
      if (!before.get_object().contains(name))
        add_changes(below(path, name), json::value(), value, changes);
    }
    return;
  }
  if (before.is_array() && after.is_array() &&
      before.get_array().size() == after.get_array().size()) {
    for (std::size_t i = 0; i < before.get_array().size(); ++i)
      add_changes(below(path, std::to_string(i)), before.get_array()[i], after.get_array()[i],
                  changes);
    return;
  }
  changes.push_back(json::object{{"path", path}, {"old", before}, {"new", after}});
}

}  // namespace

json::array diff(const json::value& before, const json::value& after) {
  json::array changes;
  add_changes("", before, after, changes);
  return changes;
}

}  // namespace pledgebook::projections
