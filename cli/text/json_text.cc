// SPDX-License-Identifier: Apache-2.0
#include "cli/text/json_text.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

void add(const json::value& value, std::size_t depth, std::string& text) {
  const std::string begin(2 * (depth + 1), ' ');
  const std::string end(2 * depth, ' ');
  const json::object* object = value.if_object();
  const json::array* items = value.if_array();
  if (object != nullptr && !object->empty()) {
    text += "{\n";
    std::size_t left = object->size();
    for (const auto& member : *object) {
      text += begin + json::serialize(json::value(member.key())) + ": ";
      add(member.value(), depth + 1, text);
      text += --left == 0 ? "\n" : ",\n";
    }
    text += end + "}";
  } else if (items != nullptr && !items->empty()) {
    text += "[\n";
    std::size_t left = items->size();
    for (const json::value& item : *items) {
      text += begin;
      add(item, depth + 1, text);
      text += --left == 0 ? "\n" : ",\n";
    }
    text += end + "]";
  } else {
    text += json::serialize(value);
  }
}

}  // namespace

std::string laid_out(const json::value& value) {
  std::string text;
  add(value, 0, text);
  return text + "\n";
}

}  // namespace pledgebook::cli
