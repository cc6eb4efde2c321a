// SPDX-License-Identifier: Apache-2.0
#include "cli/text/statement_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <utility>
#include <vector>

#include "cli/shell/help.h"
#include "cli/shell/table.h"
#include "cli/shell/terminal.h"
#include "cli/text/figures.h"
#include "cli/text/money_words.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/merge_patch.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kLabelColumns = 16;

// "focus_area" as "focus area".
std::string label_of(std::string_view member) {
  std::string label = one_line(member);
  std::ranges::replace(label, '_', ' ');
  return label;
}

bool is_money(const json::object& object) {
  return object.contains("amount") && object.contains("currency");
}

// Every amount in words, too: a slipped comma or zero is easier to see there.
std::string money_in_full(const json::object& object) {
  const std::string amount = text_of(object, "amount");
  const std::string currency = text_of(object, "currency");
  std::string text = money_text(amount, currency);
  if (const std::string words = money_words(amount, currency); !words.empty()) text += ", " + words;
  const json::value* estimated = object.if_contains("estimated");
  if (estimated != nullptr && estimated->is_bool() && estimated->get_bool()) text += " (estimated)";
  return text;
}

std::string value_words(const json::value& value);

// By what a person names an item of a list.
constexpr std::array<std::string_view, 7> kNames{"iso3",  "id",     "party", "name",
                                                 "group", "pledge", "target"};

// "GHA, share 60"; "from 2025-03-01, to 2025-10-31".
std::string object_words(const json::object& object) {
  if (is_money(object)) return money_in_full(object);
  const auto* named = std::ranges::find_if(
      kNames, [&](std::string_view member) { return object.contains(member); });
  std::string text = named == kNames.end() ? std::string() : value_words(object.at(*named));
  for (const auto& member : object) {
    if (named != kNames.end() && member.key() == *named) continue;
    if (!text.empty()) text += ", ";
    text += label_of(member.key()) + " " + value_words(member.value());
  }
  return text;
}

std::string value_words(const json::value& value) {
  if (const json::object* object = value.if_object()) return object_words(*object);
  if (const json::string* text = value.if_string()) return one_line(*text);
  if (value.is_null()) return "removed";
  if (value.is_bool()) return value.get_bool() ? "yes" : "no";
  if (value.is_uint64() || value.is_int64()) return with_separators(json::serialize(value));
  if (const json::array* items = value.if_array()) {
    std::string text;
    for (const json::value& item : *items) {
      if (!text.empty()) text += ", ";
      text += value_words(item);
    }
    return text.empty() ? "none" : text;
  }
  return one_line(json::serialize(value));
}

void add_lines(std::string& text, std::string_view label, std::string_view words) {
  bool is_first = true;
  for (const std::string& line : wrapped(words, kHelpColumns - kLabelColumns - 2)) {
    text += fmt::format("  {:<{}}{}\n", is_first ? label : "", kLabelColumns, line);
    is_first = false;
  }
}

// Lists of objects take a line an item.
bool is_list_of_objects(const json::value& value) {
  const json::array* items = value.if_array();
  return items != nullptr && !items->empty() && items->front().is_object();
}

void add_field(std::string& text, std::string_view member, const json::value& value) {
  std::string label = label_of(member);
  if (!is_list_of_objects(value)) return add_lines(text, label, value_words(value));
  for (const json::value& item : value.get_array()) {
    add_lines(text, label, value_words(item));
    label.clear();
  }
}

void add_list_difference(std::string& text, std::string_view member, const json::array& before,
                         const json::array& after) {
  std::string label = label_of(member);
  const auto add_missing = [&](const json::array& from, const json::array& in, const char* sign) {
    for (const json::value& item : from) {
      if (std::ranges::find(in, item) != in.end()) continue;
      add_lines(text, label, sign + value_words(item));
      label.clear();
    }
  };
  add_missing(before, after, "- ");
  add_missing(after, before, "+ ");
  if (!label.empty()) add_lines(text, label, "in another order");
}

void add_difference(std::string& text, std::string_view member, const json::value* before,
                    const json::value* after) {
  static const json::array kNone;
  const bool is_list =
      (before != nullptr && before->is_array()) || (after != nullptr && after->is_array());
  if (is_list) {
    const auto items = [](const json::value* value) -> const json::array& {
      return value != nullptr && value->is_array() ? value->get_array() : kNone;
    };
    return add_list_difference(text, member, items(before), items(after));
  }
  add_lines(text, label_of(member), "was " + (before == nullptr ? "absent" : value_words(*before)));
  add_lines(text, "", "now " + (after == nullptr ? "absent" : value_words(*after)));
}

std::string joined_signers(const json::object& statement) {
  const json::value* signers = statement.if_contains("signers");
  return signers == nullptr ? std::string() : value_words(*signers);
}

}  // namespace

std::string body_words(const json::object& body) {
  std::string text;
  for (const auto& member : body) add_field(text, member.key(), member.value());
  return text;
}

std::string statement_words(std::string_view payload) {
  const auto value = ledger::parse_json(payload);
  const json::object* statement = value ? value->if_object() : nullptr;
  if (statement == nullptr) return "  this is no statement\n";
  std::string text = fmt::format("{} in {}, by {}, at {}\n", text_of(*statement, "kind"),
                                 text_of(*statement, "stream"), joined_signers(*statement),
                                 text_of(*statement, "at"));
  const json::value* body = statement->if_contains("body");
  if (body != nullptr && body->is_object()) text += body_words(body->get_object());
  return text;
}

std::string difference_words(const json::object& before, const json::object& after) {
  std::string text;
  for (const auto& member : before) {
    const json::value* now = after.if_contains(member.key());
    if (now == nullptr || *now != member.value())
      add_difference(text, member.key(), &member.value(), now);
  }
  for (const auto& member : after) {
    if (!before.contains(member.key()))
      add_difference(text, member.key(), nullptr, &member.value());
  }
  return text;
}

json::object merged(json::object target, const json::object& patch) {
  return ledger::merge_patch(std::move(target), patch).get_object();
}

}  // namespace pledgebook::cli
