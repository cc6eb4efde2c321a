// SPDX-License-Identifier: Apache-2.0
#include "tests/support/json_schema.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <map>
#include <regex>
#include <set>

namespace pledgebook::support {
namespace {

namespace json = boost::json;

// The members that schemas have named for an object at one place.
struct Named {
  std::set<std::string, std::less<>> members;
  bool closed = false;  // a schema lists its members
  bool open = false;    // a schema takes others, too
};

bool has_type(const json::value& value, std::string_view type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "null") return value.is_null();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  return type == "number" && value.is_number();
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// As messages of failing tests show it.
std::string shown(const json::value& value) {
  constexpr std::size_t kShown = 120;
  std::string text = json::serialize(value);
  if (text.size() > kShown) text.replace(kShown, std::string::npos, "…");
  return text;
}

// Compiled once: there are few, and records match them by the thousand.
const std::regex& expression(std::string_view pattern) {
  thread_local std::map<std::string, std::regex, std::less<>> known;
  const auto found = known.find(pattern);
  if (found != known.end()) return found->second;
  return known.emplace(pattern, std::regex(std::string(pattern))).first->second;
}

class Checker {
 public:
  explicit Checker(const json::value& document) : document_(document) {}

  void check(const json::value& schema, const json::value& value, const std::string& place) {
    const json::object* keywords = schema.if_object();
    if (keywords == nullptr) return fail(place, "has no schema");
    for (const auto& [keyword, given] : *keywords)
      check_keyword(keyword, given, *keywords, value, place);
  }

  [[nodiscard]] std::vector<std::string> finish() {
    for (const auto& [place, named] : named_) {
      if (!named.closed || named.open) continue;
      for (const std::string& member : members_.at(place)) {
        if (!named.members.contains(member)) fail(place + "/" + member, "is in no schema");
      }
    }
    return std::move(errors_);
  }

 private:
  void fail(const std::string& place, const std::string& what) {
    errors_.push_back((place.empty() ? "the value" : place) + " " + what);
  }

  void check_keyword(std::string_view keyword, const json::value& given, const json::object& schema,
                     const json::value& value, const std::string& place) {
    static const std::set<std::string_view> kNotes{"description", "format", "contentEncoding",
                                                   "contentMediaType", "discriminator"};
    if (kNotes.contains(keyword)) return;
    if (keyword == "$ref") return check(referred(given), value, place);
    if (keyword == "allOf") {
      for (const json::value& each : given.as_array()) check(each, value, place);
      return;
    }
    if (keyword == "anyOf" || keyword == "oneOf")
      return check_choice(given.as_array(), value, place, keyword == "oneOf");
    if (keyword == "type") return check_type(given, value, place);
    if (keyword == "const" || keyword == "enum") return check_equal(keyword, given, value, place);
    if (check_object_keyword(keyword, given, schema, value, place)) return;
    if (check_array_keyword(keyword, given, value, place)) return;
    if (!check_scalar_keyword(keyword, given, value, place))
      fail(place, "has a schema with the unknown keyword " + std::string(keyword));
  }

  const json::value& referred(const json::value& reference) {
    const std::string pointer(std::string_view(reference.as_string()).substr(1));
    return document_.at_pointer(pointer);
  }

  void check_choice(const json::array& choices, const json::value& value, const std::string& place,
                    bool exactly_one) {
    std::size_t fitting = 0;
    std::string why;
    for (const json::value& choice : choices) {
      Checker checker(document_);
      checker.check(choice, value, place);
      if (!checker.errors_.empty()) {
        why += "; " + checker.errors_.front();
        continue;
      }
      ++fitting;
      for (auto& [at, named] : checker.named_) {
        named_[at].members.merge(named.members);
        named_[at].closed |= named.closed;
        named_[at].open |= named.open;
      }
      members_.merge(checker.members_);
    }
    if (fitting == 0) fail(place, "fits none of its choices" + why);
    if (exactly_one && fitting > 1) fail(place, "fits several of its choices");
  }

  void check_type(const json::value& type, const json::value& value, const std::string& place) {
    const bool good = type.is_array()
                          ? std::ranges::any_of(type.as_array(),
                                                [&](const json::value& each) {
                                                  return has_type(value, each.as_string());
                                                })
                          : has_type(value, type.as_string());
    if (!good) fail(place, "is " + shown(value) + ", not " + json::serialize(type));
  }

  void check_equal(std::string_view keyword, const json::value& given, const json::value& value,
                   const std::string& place) {
    const bool good = keyword == "const"
                          ? given == value
                          : std::ranges::find(given.as_array(), value) != given.as_array().end();
    if (!good) fail(place, "is " + shown(value) + ", not " + json::serialize(given));
  }

  // Whether the keyword is one of objects.
  bool check_object_keyword(std::string_view keyword, const json::value& given,
                            const json::object& schema, const json::value& value,
                            const std::string& place) {
    static const std::set<std::string_view> kKnown{"properties",           "required",
                                                   "additionalProperties", "propertyNames",
                                                   "minProperties",        "maxProperties"};
    if (!kKnown.contains(keyword)) return false;
    const json::object* object = value.if_object();
    if (object == nullptr) return true;
    note_members(*object, place);
    Named& named = named_[place];
    if (keyword == "properties") {
      named.closed = true;
      for (const auto& [name, member_schema] : given.as_object()) {
        named.members.emplace(name);
        if (const json::value* member = object->if_contains(name))
          check(member_schema, *member, place + "/" + std::string(name));
      }
    } else if (keyword == "required") {
      for (const json::value& name : given.as_array()) {
        if (!object->contains(name.as_string()))
          fail(place, "has no " + std::string(std::string_view(name.as_string())));
      }
    } else if (keyword == "additionalProperties") {
      check_additional(given, schema, *object, place);
    } else if (keyword == "propertyNames") {
      for (const auto& [name, member] : *object) check(given, json::value(name), place);
    } else if (keyword == "minProperties" ? object->size() < given.to_number<std::size_t>()
                                          : object->size() > given.to_number<std::size_t>()) {
      fail(place, "has too few or too many members");
    }
    return true;
  }

  void check_additional(const json::value& given, const json::object& schema,
                        const json::object& object, const std::string& place) {
    const json::value* properties = schema.if_contains("properties");
    const auto is_named = [&](std::string_view name) {
      return properties != nullptr && properties->as_object().contains(name);
    };
    if (!given.is_bool() || given.get_bool()) named_[place].open = true;
    for (const auto& [name, member] : object) {
      if (is_named(name)) continue;
      const std::string member_place = place + "/" + std::string(name);
      if (given.is_object()) check(given, member, member_place);
      if (given.is_bool() && !given.get_bool()) fail(member_place, "is not allowed");
    }
  }

  void note_members(const json::object& object, const std::string& place) {
    auto& members = members_[place];
    for (const auto& [name, member] : object) members.emplace(name);
  }

  bool check_array_keyword(std::string_view keyword, const json::value& given,
                           const json::value& value, const std::string& place) {
    if (keyword != "items" && keyword != "minItems" && keyword != "maxItems") return false;
    const json::array* array = value.if_array();
    if (array == nullptr) return true;
    if (keyword == "items") {
      std::size_t at = 0;
      for (const json::value& item : *array) check(given, item, place + "/" + std::to_string(at++));
    } else if (keyword == "minItems" ? array->size() < given.to_number<std::size_t>()
                                     : array->size() > given.to_number<std::size_t>()) {
      fail(place, "has too few or too many items");
    }
    return true;
  }

  bool check_scalar_keyword(std::string_view keyword, const json::value& given,
                            const json::value& value, const std::string& place) {
    if (keyword == "minimum" || keyword == "maximum") {
      if (!value.is_number()) return true;
      const auto bound = given.to_number<double>();
      const auto number = value.to_number<double>();
      if (keyword == "minimum" ? number < bound : number > bound) fail(place, "is out of range");
      return true;
    }
    if (keyword != "pattern" && keyword != "maxLength") return false;
    const json::string* text = value.if_string();
    if (text == nullptr) return true;
    if (keyword == "maxLength" && characters(*text) > given.to_number<std::size_t>())
      fail(place, "is too long");
    if (keyword == "pattern" &&
        !std::regex_search(text->begin(), text->end(), expression(given.as_string())))
      fail(place, "is " + shown(value) + ", not of the pattern");
    return true;
  }

  const json::value& document_;
  std::vector<std::string> errors_;
  std::map<std::string, Named> named_;
  std::map<std::string, std::set<std::string>> members_;
};

// The path item whose template fits; those without parameters first.
const json::object* path_item(const json::value& document, std::string_view path) {
  const json::object& paths = document.at("paths").as_object();
  if (const json::value* exact = paths.if_contains(path)) return &exact->as_object();
  for (const auto& [pattern, item] : paths) {
    // Patterns have no characters with a special meaning in regular expressions.
    const std::string tile =
        std::regex_replace(std::string(pattern), std::regex("\\{path\\}"), ".+");
    const std::string expression = std::regex_replace(tile, std::regex("\\{[a-z]+\\}"), "[^/]+");
    if (expression != pattern && std::regex_match(std::string(path), std::regex(expression)))
      return &item.as_object();
  }
  return nullptr;
}

}  // namespace

std::vector<std::string> schema_errors(const json::value& document, const json::value& schema,
                                       const json::value& value) {
  Checker checker(document);
  checker.check(schema, value, "");
  return checker.finish();
}

std::vector<std::string> answer_errors(const json::value& document, std::string_view method,
                                       std::string_view path, unsigned status,
                                       std::string_view content_type, std::string_view body) {
  if (!content_type.ends_with("json")) return {};
  const json::object* item = path_item(document, path);
  if (item == nullptr || !item->contains(method)) return {};  // a path that is not served
  const json::object& responses = item->at(method).at("responses").as_object();
  const json::value* response = responses.if_contains(std::to_string(status));
  if (response == nullptr && status >= 400) response = responses.if_contains("default");
  if (response == nullptr) return {"the status " + std::to_string(status) + " is not documented"};
  const json::value* content = response->as_object().if_contains("content");
  const json::value* media =
      content == nullptr ? nullptr : content->as_object().if_contains(content_type);
  if (media == nullptr) return {"the type " + std::string(content_type) + " is not documented"};
  boost::system::error_code error;
  const json::value value = json::parse(body, error);
  if (error) return {"the body is no JSON"};
  return schema_errors(document, media->at("schema"), value);
}

}  // namespace pledgebook::support
