// SPDX-License-Identifier: Apache-2.0
#include "ledger/domain/json/canonical_json.h"

#include <algorithm>
#include <boost/json/parser.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/domain/json/json_trail.h"
#include "ledger/domain/kinds/fields.h"

namespace pledgebook::ledger {
namespace {

namespace json = boost::json;

constexpr std::int64_t kMagnitudeMax = static_cast<std::int64_t>(kIntegerMax);

// Orders names by UTF-16 code units, given well-formed UTF-8. Bytes sort like code points, and code
// points like UTF-16, except those above U+FFFF (first byte F0 or more): they begin with a
// surrogate, which is less than U+E000 to U+FFFF (first byte EE or EF).
bool utf16_less(std::string_view a, std::string_view b) {
  const auto [i, j] = std::ranges::mismatch(a, b);
  if (i == a.end() || j == b.end()) return i == a.end() && j != b.end();
  const auto x = static_cast<unsigned char>(*i);
  const auto y = static_cast<unsigned char>(*j);
  const bool x_surrogate = x >= 0xF0;
  const bool y_surrogate = y >= 0xF0;
  if (x_surrogate != y_surrogate && std::min(x, y) >= 0xEE) return x_surrogate;
  return x < y;
}

void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += kHex[static_cast<unsigned char>(c) >> 4U];
          out += kHex[static_cast<unsigned char>(c) & 0x0FU];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void append_value(std::string& out, const json::value& value);

void append_object(std::string& out, const json::object& object) {
  std::vector<const json::key_value_pair*> members;
  members.reserve(object.size());
  for (const auto& member : object) members.push_back(&member);
  const auto less = [](const auto* a, const auto* b) { return utf16_less(a->key(), b->key()); };
  if (!std::ranges::is_sorted(members, less)) std::ranges::sort(members, less);
  out += '{';
  bool first = true;
  for (const auto* member : members) {
    if (!std::exchange(first, false)) out += ',';
    append_string(out, member->key());
    out += ':';
    append_value(out, member->value());
  }
  out += '}';
}

void append_array(std::string& out, const json::array& array) {
  out += '[';
  bool first = true;
  for (const json::value& item : array) {
    if (!std::exchange(first, false)) out += ',';
    append_value(out, item);
  }
  out += ']';
}

void append_value(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      out += "null";
      break;
    case json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      break;
    case json::kind::int64:
      out += std::to_string(value.get_int64());
      break;
    case json::kind::uint64:
      out += std::to_string(value.get_uint64());
      break;
    case json::kind::double_:
      out += std::to_string(value.get_double());
      break;  // parse_json refuses these
    case json::kind::string:
      append_string(out, value.get_string());
      break;
    case json::kind::array:
      append_array(out, value.get_array());
      break;
    case json::kind::object:
      append_object(out, value.get_object());
      break;
  }
}

json::parse_options options() {
  json::parse_options options;
  options.max_depth = kJsonDepthMax;
  return options;
}

bool is_other_number(const json::value& value) {
  if (value.is_double() || value.is_uint64()) return true;
  const std::int64_t* integer = value.if_int64();
  return integer != nullptr && (*integer > kMagnitudeMax || *integer < -kMagnitudeMax);
}

// The pointer of the first number that is not an integer below 2^53.
std::optional<std::string> find_other_number(const json::value& value, const JsonPlace& place) {
  if (is_other_number(value)) return place.pointer();
  if (const json::array* array = value.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      if (auto found = find_other_number((*array)[i], JsonPlace{&place, {}, i, true})) return found;
    }
  } else if (const json::object* object = value.if_object()) {
    for (const auto& member : *object) {
      if (auto found = find_other_number(member.value(), JsonPlace{&place, member.key()}))
        return found;
    }
  }
  return std::nullopt;
}

Refusal not_json(std::string_view text, std::size_t read, const json::error_code& error) {
  if (error == json::error::too_deep) {
    return {"too_deep", find_end_of_trail(text, options()), "the JSON is nested too deeply",
            "at most " + std::to_string(kJsonDepthMax) + " levels"};
  }
  return {"not_json", "", "invalid JSON: " + error.message() + " at byte " + std::to_string(read),
          "one JSON object in UTF-8"};
}

std::optional<Refusal> check_names(std::string_view text) {
  auto repeated = find_repeated_name(text, options());
  if (!repeated) return std::nullopt;
  return Refusal{"duplicate_key", std::move(repeated->pointer),
                 "the name \"" + repeated->name + "\" appears twice in one object",
                 "each name once"};
}

Admitted<json::value> parse(std::string_view text, json::storage_ptr storage) {
  // Parsed in place: most statements need no more than this, so that only strings allocate memory.
  std::array<unsigned char, 4096> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  json::parser parser(json::storage_ptr{}, options(), buffer.data(), buffer.size());
  parser.reset(std::move(storage));
  json::error_code error;
  const std::size_t read = parser.write(text.data(), text.size(), error);
  if (error) return std::unexpected(not_json(text, read, error));
  json::value value = parser.release();
  if (auto pointer = find_other_number(value, JsonPlace{})) {
    return std::unexpected(Refusal{"number_invalid", *std::move(pointer),
                                   "a number is not an integer below 2^53",
                                   "integers; amounts and other decimals as strings"});
  }
  return value;
}

}  // namespace

std::string canonical_json(const json::value& value) {
  std::string out;
  out.reserve(1024);
  append_value(out, value);
  return out;
}

Admitted<json::value> parse_json(std::string_view text) {
  auto value = parse(text, {});
  if (!value) return value;
  if (auto refusal = check_names(text)) return std::unexpected(*std::move(refusal));
  return value;
}

Admitted<json::value> parse_admitted_json(std::string_view text, json::storage_ptr storage) {
  return parse(text, std::move(storage));
}

Admitted<json::value> parse_canonical_json(std::string_view text, json::storage_ptr storage) {
  auto value = parse(text, std::move(storage));
  if (!value) return value;
  const std::string canonical = canonical_json(*value);
  if (canonical == text) return value;
  if (auto refusal = check_names(text)) return std::unexpected(*std::move(refusal));
  const auto [theirs, ours] = std::ranges::mismatch(text, canonical);
  return std::unexpected(Refusal{"not_canonical", "",
                                 "the JSON is not in canonical form: first difference at byte " +
                                     std::to_string(theirs - text.begin()),
                                 "RFC 8785: names sorted, no white space, minimal escapes"});
}

}  // namespace pledgebook::ledger
