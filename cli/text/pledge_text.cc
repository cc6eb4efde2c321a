// SPDX-License-Identifier: Apache-2.0
#include "cli/text/pledge_text.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "cli/shell/help.h"
#include "cli/shell/table.h"
#include "cli/text/figures.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kSidShown = 12;
constexpr std::size_t kLabelColumns = 12;

std::string joined(const json::object& object, std::string_view member) {
  std::string text;
  const json::value* value = object.if_contains(member);
  if (value == nullptr || !value->is_array()) return text;
  for (const json::value& item : value->get_array()) {
    if (!text.empty()) text += ", ";
    text += item.is_object() ? text_of(item.get_object(), "iso3")
                             : std::string(std::string_view(item.as_string()));
  }
  return text;
}

void add_line(std::string& text, std::string_view label, const std::string& value) {
  if (value.empty()) return;
  bool first = true;
  for (const std::string& line : wrapped(one_line(value), kHelpColumns - kLabelColumns - 2)) {
    text += fmt::format("  {:<{}}{}\n", first ? label : "", kLabelColumns, line);
    first = false;
  }
}

// Warnings that a reader must not miss.
std::string marks_of(const json::object& pledge) {
  std::string marks;
  const auto add = [&](const char* member, const char* words) {
    const json::value* value = pledge.if_contains(member);
    if (value == nullptr || !value->is_bool() || !value->get_bool()) return;
    if (!marks.empty()) marks += "; ";
    marks += words;
  };
  add("entered_on_behalf", "entered by the registrar, not signed by the member");
  add("recovered_key", "signed by a recovered key");
  add("disputed", "disputed: signed by a key that was compromised");
  return marks;
}

void add_targets(std::string& text, const json::object& pledge, const Terminal& terminal) {
  const json::object& targets = pledge.at("targets").as_object();
  const json::value* rows = targets.if_contains("rows");
  if (rows == nullptr || rows->as_array().empty()) return;
  Table table({{"target", Align::left, Fit::cut},
               {"title", Align::left, Fit::cut},
               {"baseline", Align::right},
               {"actual", Align::right},
               {"goal", Align::right},
               {"unit", Align::left, Fit::cut},
               {"due"}});
  for (const json::value& value : rows->as_array()) {
    const json::object& row = value.as_object();
    table.add({text_of(row, "id"), text_of(row, "title"), with_separators(text_of(row, "baseline")),
               with_separators(text_of(row, "actual")), with_separators(text_of(row, "goal")),
               text_of(row, "unit"), text_of(row, "due")});
  }
  text += "\n" + table.text(terminal);
}

void add_history(std::string& text, const json::object& answer, const Terminal& terminal) {
  Table table({{"record", Align::right},
               {"at"},
               {"kind"},
               {"signers", Align::left, Fit::cut},
               {"sid", Align::left, Fit::leave}});
  for (const json::value& value : answer.at("history").as_array()) {
    const json::object& row = value.as_object();
    table.add({text_of(row, "index"), text_of(row, "at"), text_of(row, "kind"),
               joined(row, "signers"), text_of(row, "sid").substr(0, kSidShown)});
  }
  text += "\n" + table.text(terminal);
}

std::string term_of(const json::object& pledge) {
  const std::string end = text_of(pledge, "end");
  return text_of(pledge, "start") + (end.empty() ? " on" : " to " + end);
}

}  // namespace

std::string pledge_list_text(const json::object& answer, const Terminal& terminal) {
  Table table({{"pledge", Align::left, Fit::cut},
               {"member", Align::left, Fit::cut},
               {"title", Align::left, Fit::cut},
               {"focus area", Align::left, Fit::leave},
               {"lifecycle"},
               {"timeliness", Align::left, Fit::leave},
               {"announced", Align::right},
               {"disbursed", Align::right, Fit::leave}});
  const json::array& rows = answer.at("rows").as_array();
  for (const json::value& value : rows) {
    const json::object& row = value.as_object();
    table.add({text_of(row, "id"), text_of(row, "member"), text_of(row, "title"),
               text_of(row, "focus_area"), in_words(text_of(row, "state")),
               in_words(text_of(row, "timeliness")), money_text(row, "announced"),
               money_text(row, "disbursed")});
  }
  const std::string total = text_of(answer, "total");
  std::string text = table.text(terminal);
  if (total != std::to_string(rows.size())) {
    text += fmt::format("{} of {} pledges; page {}, --page N shows another\n", rows.size(),
                        with_separators(total), text_of(answer, "page"));
  }
  return text;
}

std::string pledge_text(const json::object& answer, const Terminal& terminal) {
  const json::object& pledge = answer.at("pledge").as_object();
  std::string text =
      fmt::format("{}  {}\n", text_of(pledge, "id"), one_line(text_of(pledge, "title")));
  add_line(text, "member",
           fmt::format("{} ({})", text_of(pledge, "member_name"), text_of(pledge, "member")));
  add_line(text, "lifecycle", in_words(text_of(pledge, "state")));
  add_line(text, "timeliness", in_words(text_of(pledge, "timeliness")));
  add_line(text, "assurance", in_words(text_of(pledge, "assurance")));
  add_line(text, "note", marks_of(pledge));
  add_line(text, "type", text_of(pledge, "type"));
  add_line(text, "focus area", text_of(pledge, "focus_area"));
  add_line(text, "term", term_of(pledge));
  add_line(text, "where",
           pledge.at("countries").as_array().empty() ? text_of(pledge, "scope")
                                                     : joined(pledge, "countries"));
  for (const char* amount : {"announced", "committed", "disbursed", "verified"}) {
    add_line(text, amount, money_text(pledge, amount));
  }
  add_line(text, "published", text_of(pledge, "published"));
  add_line(text, "last report", text_of(pledge, "last_report"));
  if (const json::value* body = pledge.if_contains("body")) {
    add_line(text, "description", text_of(body->as_object(), "description"));
  }
  add_targets(text, pledge, terminal);
  add_history(text, answer, terminal);
  return text;
}

}  // namespace pledgebook::cli
