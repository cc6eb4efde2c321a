// SPDX-License-Identifier: Apache-2.0
#include "cli/text/figures.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cctype>

#include "cli/shell/terminal.h"
#include "cli/text/money_words.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

const json::object* object_in(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  return value == nullptr ? nullptr : value->if_object();
}

}  // namespace

std::string text_of(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  if (value == nullptr || value->is_null()) return {};
  if (const json::string* text = value->if_string()) return one_line(*text);
  return json::serialize(*value);
}

std::string amounts_text(const json::object& object, std::string_view member) {
  std::string text;
  if (const json::object* amounts = object_in(object, member)) {
    for (const auto& amount : *amounts) {
      if (!text.empty()) text += ", ";
      const std::string_view currency = amount.key();
      text += money_text(text_of(*amounts, currency), one_line(currency));
    }
  }
  return text.empty() ? "-" : text;
}

std::string money_text(const json::object& object, std::string_view member) {
  const json::object* money = object_in(object, member);
  if (money == nullptr) return "-";
  return money_text(text_of(*money, "amount"), text_of(*money, "currency"));
}

std::string counts_text(const json::object& object, std::string_view member) {
  std::string text;
  if (const json::object* counts = object_in(object, member)) {
    for (const auto& count : *counts) {
      if (!text.empty()) text += ", ";
      text += text_of(*counts, count.key()) + " " + one_line(in_words(count.key()));
    }
  }
  return text;
}

std::string in_words(std::string_view state) {
  std::string words(state);
  std::ranges::transform(words, words.begin(), [](unsigned char c) {
    return c == '_' ? ' ' : static_cast<char>(std::tolower(c));
  });
  return words;
}

}  // namespace pledgebook::cli
