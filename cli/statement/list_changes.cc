// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/list_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

// By what a person names an item.
std::string name_of(const json::value& item) {
  if (const json::string* text = item.if_string()) return std::string(*text);
  static constexpr std::array<std::string_view, 6> kNames{"iso3", "id",    "party",
                                                          "name", "group", "pledge"};
  if (const json::object* object = item.if_object()) {
    for (const std::string_view member : kNames) {
      const json::value* value = object->if_contains(member);
      if (value != nullptr && value->is_string()) return std::string(value->get_string());
    }
  }
  return {};
}

json::array array_in(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  return value != nullptr && value->is_array() ? value->get_array() : json::array();
}

json::array::iterator find_item(json::array& items, const std::string& name) {
  return std::ranges::find(items, name, name_of);
}

void add_items(json::array& items, const json::array& added) {
  for (const json::value& item : added) {
    const auto same = find_item(items, name_of(item));
    if (same == items.end()) {
      items.push_back(item);
    } else {
      *same = item;
    }
  }
}

Outcome<void> remove_items(std::string_view list, json::array& items, const json::array& removed) {
  for (const json::value& name : removed) {
    const auto found = find_item(items, name_of(name));
    if (found != items.end()) {
      items.erase(found);
      continue;
    }
    std::string there;
    for (const json::value& item : items) there += (there.empty() ? "" : ", ") + name_of(item);
    return usage(fmt::format("{} can't be removed: the pledge's {} are {}", name_of(name), list,
                             there.empty() ? "none" : there));
  }
  return {};
}

}  // namespace

Outcome<void> make_whole_lists(json::object& changes, const json::object& current) {
  std::vector<std::string> lists;
  for (const auto& member : changes) {
    const std::string_view name = member.key();
    if (name.starts_with('+') || name.starts_with('-')) lists.emplace_back(name.substr(1));
  }
  for (const std::string& list : lists) {
    json::array items = array_in(changes.contains(list) ? changes : current, list);
    add_items(items, array_in(changes, "+" + list));
    LEDGER_CHECK(remove_items(list, items, array_in(changes, "-" + list)));
    changes.erase("+" + list);
    changes.erase("-" + list);
    if (items.empty()) {
      changes[list] = nullptr;
    } else {
      changes[list] = std::move(items);
    }
  }
  return {};
}

}  // namespace pledgebook::cli
