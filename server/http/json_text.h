// SPDX-License-Identifier: Apache-2.0
// JsonText: writes one JSON object member by member. It is for answers that are made often, or that
// include JSON text (a statement's payload). Larger documents use Boost.JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pledgebook::server {

// Appends `text`, UTF-8, as a JSON string with its quotes.
void append_json_string(std::string& out, std::string_view text);

class JsonText {
 public:
  JsonText& text(std::string_view name, std::string_view value);
  JsonText& number(std::string_view name, std::uint64_t value);
  JsonText& boolean(std::string_view name, bool value);
  JsonText& null(std::string_view name);
  // `json` is JSON already.
  JsonText& raw(std::string_view name, std::string_view json);
  // The object; call once.
  [[nodiscard]] std::string take() &&;

 private:
  void name(std::string_view name);

  std::string out_ = "{";
};

}  // namespace pledgebook::server
