// SPDX-License-Identifier: Apache-2.0
#include "server/http/json_text.h"

#include <utility>

namespace pledgebook::server {

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20) {
      out += "\\u00";
      out.push_back(kHex[byte >> 4U]);
      out.push_back(kHex[byte & 0xFU]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void JsonText::name(std::string_view name) {
  if (out_.size() > 1) out_.push_back(',');
  append_json_string(out_, name);
  out_.push_back(':');
}

JsonText& JsonText::text(std::string_view name, std::string_view value) {
  this->name(name);
  append_json_string(out_, value);
  return *this;
}

JsonText& JsonText::number(std::string_view name, std::uint64_t value) {
  this->name(name);
  out_ += std::to_string(value);
  return *this;
}

JsonText& JsonText::boolean(std::string_view name, bool value) {
  return raw(name, value ? "true" : "false");
}

JsonText& JsonText::null(std::string_view name) { return raw(name, "null"); }

JsonText& JsonText::raw(std::string_view name, std::string_view json) {
  this->name(name);
  out_ += json;
  return *this;
}

std::string JsonText::take() && {
  out_.push_back('}');
  return std::move(out_);
}

}  // namespace pledgebook::server
