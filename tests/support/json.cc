// SPDX-License-Identifier: Apache-2.0
#include "tests/support/json.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <string>
#include <utility>

namespace pledgebook::support {
namespace {

namespace json = boost::json;

void merge(json::value& target, const json::value& patch) {
  if (!patch.is_object()) {
    target = patch;
    return;
  }
  if (!target.is_object()) target.emplace_object();
  json::object& object = target.get_object();
  for (const auto& member : patch.get_object()) {
    if (member.value().is_null()) {
      object.erase(member.key());
    } else {
      merge(object[member.key()], member.value());
    }
  }
}

}  // namespace

json::value json_of(std::string_view text) {
  json::error_code error;
  json::value value = json::parse(json::string_view(text.data(), text.size()), error);
  EXPECT_FALSE(error) << error.message() << " in the test's own JSON: " << text;
  return value;
}

json::object object_of(std::string_view text) {
  json::value value = json_of(text);
  EXPECT_TRUE(value.is_object()) << "the test's own JSON is not an object: " << text;
  return value.is_object() ? std::move(value.get_object()) : json::object{};
}

json::object changed(json::object object, std::string_view patch) {
  json::value value = std::move(object);
  merge(value, json_of(patch));
  return std::move(value.get_object());
}

}  // namespace pledgebook::support
