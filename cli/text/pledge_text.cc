// SPDX-License-Identifier: Apache-2.0
#include "cli/text/pledge_text.h"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "cli/shell/help.h"
#include "cli/shell/table.h"
#include "cli/text/figures.h"
#include "cli/text/statement_words.h"
#include "ledger/domain/values/money.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kSidShown = 12;
constexpr std::size_t kLabelColumns = 16;

std::string joined(const json::object& object, std::string_view member) {
  std::string text;
  const json::value* value = object.if_contains(member);
  if (value == nullptr || !value->is_array()) return text;
  for (const json::value& item : value->get_array()) {
    if (!text.empty()) text += ", ";
    text += item.is_object() ? text_of(item.get_object(), "iso3")
                             : one_line(std::string_view(item.as_string()));
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

const json::object* money_in(const json::object& pledge, std::string_view member) {
  const json::value* value = pledge.if_contains(member);
  return value == nullptr ? nullptr : value->if_object();
}

// Whether more was paid than was pledged, in one currency.
bool exceeds_announced(const json::object& pledge, std::string_view member) {
  const json::object* announced = money_in(pledge, "announced");
  const json::object* paid = money_in(pledge, member);
  if (announced == nullptr || paid == nullptr ||
      text_of(*announced, "currency") != text_of(*paid, "currency"))
    return false;
  const auto most = ledger::Decimal::parse(text_of(*announced, "amount"));
  const auto amount = ledger::Decimal::parse(text_of(*paid, "amount"));
  return most && amount && *amount > *most;
}

// ", 10 % of what was announced": of amounts in one currency.
std::string share_of_announced(const json::object& pledge, std::string_view member) {
  const json::object* announced = money_in(pledge, "announced");
  const json::object* paid = money_in(pledge, member);
  if (member == "announced" || announced == nullptr || paid == nullptr ||
      text_of(*announced, "currency") != text_of(*paid, "currency"))
    return {};
  const auto whole = ledger::Decimal::parse(text_of(*announced, "amount"));
  const auto part = ledger::Decimal::parse(text_of(*paid, "amount"));
  if (!whole || !part || whole->ten_thousandths() <= 0) return {};
  const double share = 100.0 * static_cast<double>(part->ten_thousandths()) /
                       static_cast<double>(whole->ten_thousandths());
  return fmt::format(", {:.0f} % of what was announced", share);
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
  for (const char* amount : {"committed", "disbursed"}) {
    if (!exceeds_announced(pledge, amount)) continue;
    if (!marks.empty()) marks += "; ";
    marks += fmt::format("{} exceeds what was announced", amount);
  }
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

// What changed in the pledge, by place: "value/amount: 5 → 6".
void add_differences(std::string& text, const json::array& differences) {
  const auto shown = [](const json::object& difference, std::string_view member) {
    const json::value* value = difference.if_contains(member);
    if (value == nullptr || value->is_null()) return std::string("absent");
    return value->is_object() || value->is_array() ? one_line(json::serialize(*value))
                                                   : text_of(difference, member);
  };
  for (const json::value& value : differences) {
    const json::object& difference = value.as_object();
    const std::string place = text_of(difference, "path");
    add_line(text, "",
             fmt::format("{}: {} → {}", place.substr(place.empty() ? 0 : 1),
                         shown(difference, "old"), shown(difference, "new")));
  }
}

// Whole pledges are shown once, above; of their later versions, the differences.
bool is_whole(std::string_view kind) {
  return kind == "pledge.submitted" || kind == "pledge.revised" || kind == "pledge.amended";
}

// A correction of the value changes nothing before a reviewer accepts it; then that statement has
// the difference.
void add_proposal(std::string& text, const json::object& row) {
  const json::value* differences = row.if_contains("diff");
  if (differences == nullptr || !differences->is_array() || !differences->get_array().empty())
    return;
  const json::value* changes = row.at("body").as_object().if_contains("changes");
  if (changes == nullptr || !changes->is_object()) return;
  add_line(text, "proposes", "this, which has no effect until a reviewer accepts it:");
  text += body_words(changes->get_object());
}

void add_history(std::string& text, const json::object& answer) {
  for (const json::value& value : answer.at("history").as_array()) {
    const json::object& row = value.as_object();
    const std::string kind = text_of(row, "kind");
    text += fmt::format("\n{}  {} by {}  (record {}, sid {})\n", text_of(row, "at"), kind,
                        joined(row, "signers"), text_of(row, "index"),
                        text_of(row, "sid").substr(0, kSidShown));
    const json::value* body = row.if_contains("body");
    if (body != nullptr && body->is_object()) {
      json::object said = body->get_object();
      if (is_whole(kind)) {
        json::object reasons;
        for (const char* member : {"category", "reason", "on_behalf_of", "source"})
          if (said.contains(member)) reasons[member] = said[member];
        said = std::move(reasons);
      }
      text += body_words(said);
    }
    const json::value* differences = row.if_contains("diff");
    if (differences != nullptr && differences->is_array())
      add_differences(text, differences->get_array());
    if (kind == "pledge.amended") add_proposal(text, row);
  }
}

}  // namespace

Table pledge_table(const json::object& answer) {
  Table table({{"pledge", Align::left, Fit::cut},
               {"member", Align::left, Fit::cut},
               {"title", Align::left, Fit::cut},
               {"focus area", Align::left, Fit::leave},
               {"lifecycle"},
               {"timeliness", Align::left, Fit::leave},
               {"announced", Align::right},
               {"disbursed", Align::right, Fit::leave}});
  for (const json::value& value : answer.at("rows").as_array()) {
    const json::object& row = value.as_object();
    table.add({text_of(row, "id"), text_of(row, "member"), text_of(row, "title"),
               text_of(row, "focus_area"), in_words(text_of(row, "state")),
               in_words(text_of(row, "timeliness")), money_text(row, "announced"),
               money_text(row, "disbursed")});
  }
  return table;
}

std::string pledge_page_text(const json::object& answer) {
  const std::size_t rows = answer.at("rows").as_array().size();
  const std::string total = text_of(answer, "total");
  if (total == std::to_string(rows)) return {};
  return fmt::format("{} of {} pledges; page {}, --page N shows another\n", rows,
                     with_separators(total), text_of(answer, "page"));
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
  for (const char* amount : {"announced", "committed", "disbursed", "verified"}) {
    add_line(text, amount, money_text(pledge, amount));
  }
  add_line(text, "published", text_of(pledge, "published"));
  add_line(text, "last report", text_of(pledge, "last_report"));
  if (const json::value* body = pledge.if_contains("body"); body != nullptr && body->is_object()) {
    json::object said = body->get_object();
    for (const char* shown : {"title", "targets", "value"}) said.erase(shown);
    text += "\n" + body_words(said);
  }
  add_targets(text, pledge, terminal);
  add_history(text, answer);
  return text;
}

std::string grounds_text(const json::object& answer) {
  const json::object& pledge = answer.at("pledge").as_object();
  std::string text;
  for (const char* amount : {"announced", "committed", "disbursed", "verified"})
    add_line(text, amount, money_text(pledge, amount) + share_of_announced(pledge, amount));
  const json::object& targets = pledge.at("targets").as_object();
  add_line(text, "targets met",
           fmt::format("{} of {}", text_of(targets, "met"), text_of(targets, "total")));
  const std::string last = text_of(pledge, "last_report");
  add_line(text, "reports",
           last.empty()
               ? "none"
               : fmt::format("{}, the last on {}", text_of(pledge, "reports_total"), last));
  add_line(text, "assurance", in_words(text_of(pledge, "assurance")));
  add_line(text, "note", marks_of(pledge));
  return text;
}

}  // namespace pledgebook::cli
