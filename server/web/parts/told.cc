// SPDX-License-Identifier: Apache-2.0
#include "server/web/parts/told.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <string>
#include <variant>

#include "server/routes/record_json.h"
#include "server/web/frame/sentence.h"
#include "server/web/parts/evidence_line.h"
#include "server/web/parts/happenings.h"
#include "server/web/parts/names.h"

namespace pledgebook::server {
namespace {

namespace json = boost::json;

// Fields of statements whose text people should read, in this order.
constexpr auto kTexts =
    std::to_array<std::string_view>({"reason", "narrative", "barriers", "next_steps", "lessons",
                                     "comments", "comment", "text", "result", "source"});

std::string_view class_of(const ledger::Body& body) {
  if (std::holds_alternative<ledger::PledgeAmended>(body) ||
      std::holds_alternative<ledger::PledgeRevised>(body) ||
      std::holds_alternative<ledger::CorrectionAccepted>(body))
    return "change";
  return std::holds_alternative<ledger::ReportSubmitted>(body) ||
                 std::holds_alternative<ledger::PledgeSubmitted>(body) ||
                 std::holds_alternative<ledger::PledgeWithdrawn>(body) ||
                 std::holds_alternative<ledger::PledgeReinstated>(body)
             ? "member"
             : "officer";
}

// "/targets/0/due" as "Targets 1: Due".
std::string field_name(const Catalogue& words, std::string_view pointer) {
  std::string name;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t slash = pointer.find('/');
    const std::string part(pointer.substr(0, slash));
    pointer.remove_prefix(slash == std::string_view::npos ? pointer.size() : slash);
    const bool is_number =
        !part.empty() && part.find_first_not_of("0123456789") == std::string::npos;
    if (!name.empty()) name += is_number ? " " : words.text("frame.colon");
    const std::string key = "field." + part;
    name += is_number ? std::to_string(std::stoul(part.substr(0, 6)) + 1)
                      : (words.has(key) ? std::string(words.text(key)) : part);
  }
  return name;
}

// A value of a statement's field for people.
std::string value_text(const PageContext& context, const json::value& value) {
  const Figures figures = context.figures();
  if (value.is_null()) return "–";
  if (value.is_string()) {
    const std::string text(value.get_string());
    const auto day = ledger::parse_date(text);
    return day ? figures.day(*day) : text;
  }
  if (value.is_bool())
    return std::string(context.words().text(value.get_bool() ? "value.yes" : "value.no"));
  if (const json::object* object = value.if_object()) {
    const json::value* amount = object->if_contains("amount");
    const json::value* currency = object->if_contains("currency");
    if (amount != nullptr && currency != nullptr && amount->is_string() && currency->is_string()) {
      const auto number = ledger::Decimal::parse(amount->get_string());
      const auto code = ledger::Currency::parse(currency->get_string());
      if (number && code) return figures.money({*number, *code});
    }
    std::string parts;
    for (const auto& [name, part] : *object) {
      if (!parts.empty()) parts += context.words().text("row.and_next");
      parts +=
          field_name(context.words(), "/" + std::string(name)) + " " + value_text(context, part);
    }
    return parts;
  }
  if (const json::array* array = value.if_array()) {
    std::string parts;
    for (const json::value& part : *array) {
      if (!parts.empty()) parts += context.words().text("frame.semicolon");
      parts += value_text(context, part);
    }
    return parts.empty() ? "–" : parts;
  }
  return json::serialize(value);
}

// The same, with the digits of numbers grouped.
std::string changed_text(const PageContext& context, std::string_view path,
                         const json::value& value) {
  constexpr auto kNumbers =
      std::to_array<std::string_view>({"/amount", "/goal", "/baseline", "/count"});
  const bool is_number =
      std::ranges::any_of(kNumbers, [path](std::string_view end) { return path.ends_with(end); });
  if (is_number && value.is_string()) {
    if (const auto number = ledger::Decimal::parse(value.get_string()))
      return context.figures().decimal(*number);
  }
  return value_text(context, value);
}

void set_differences(Fields& entry, const PageContext& context, const json::array& differences) {
  if (differences.empty()) return;
  Fields& table = entry.add("differences");
  for (const json::value& difference : differences) {
    const json::object& change = difference.as_object();
    Fields& row = table.add("change");
    row.set("field", field_name(context.words(), std::string_view(change.at("path").as_string())));
    const std::string_view path(change.at("path").as_string());
    row.set("before", changed_text(context, path, change.at("old")))
        .set("after", changed_text(context, path, change.at("new")));
  }
}

void set_report(Fields& entry, const PageContext& context, const ledger::ReportSubmitted& report,
                const ledger::PledgeBody& pledge) {
  const Catalogue& words = context.words();
  const Figures figures = context.figures();
  const auto add = [&](const std::string& name, const std::string& value) {
    entry.add("said").set("name", name).set("value", value);
  };
  add(std::string(words.text("field.period")),
      words.text("value.from_to", {{"from", figures.day(report.period.from)},
                                   {"to", figures.day(report.period.to)}}));
  if (report.committed)
    add(std::string(words.text("amount.committed")), figures.money(*report.committed));
  if (report.disbursed)
    add(std::string(words.text("amount.disbursed")), figures.money(*report.disbursed));
  for (const ledger::Actual& actual : report.actuals) {
    std::string name = actual.target.text();
    std::string unit;
    for (const ledger::Target& target : pledge.targets) {
      if (target.id == actual.target) {
        name = target.title;
        unit = target.unit;
      }
    }
    add(name, figures.decimal(actual.value) + " " + unit);
  }
  for (const ledger::Evidence& evidence : report.evidence)
    add_evidence(entry, "evidence", context, evidence);
}

}  // namespace

void set_told(Fields& entry, const PageContext& context, const projections::PledgeStory& story,
              const projections::Told& told) {
  const ledger::DecodedRecord& record = told.record;
  const ledger::Statement& statement = *record.statement;
  const Catalogue& words = context.words();
  const Figures figures = context.figures();
  const auto index = static_cast<std::int64_t>(ledger::number(record.index));
  entry.set("index", figures.count(index))
      .set("anchor", "record-" + std::to_string(index))
      .set("kind", class_of(statement.body))
      .set("what", happening(story.selection.context(), context.address, record))
      .set("times", words.text("told.times", {{"said", figures.day(ledger::date_of(statement.at))},
                                              {"recorded", figures.time(record.recorded_at)}}))
      .set("record", context.address.of_time_only().at("records/" + std::to_string(index)).text());
  if (told.recovered_key) entry.add("mark").set("text", words.text("told.recovered_key"));
  if (told.disputed) entry.add("mark").set("text", words.text("told.disputed"));
  if (const auto* report = std::get_if<ledger::ReportSubmitted>(&statement.body))
    set_report(entry, context, *report, story.state.body);
  const json::value body = ledger::write_body(statement.body);
  if (const json::object* fields = body.if_object()) {
    for (const std::string_view name : kTexts) {
      const json::value* value = fields->if_contains(name);
      if (value == nullptr || value->is_null()) continue;
      entry.add("text")
          .set("name", field_name(words, "/" + std::string(name)))
          .set("text", value_text(context, *value));
    }
  }
  if (told.differences) set_differences(entry, context, *told.differences);
  if (covers(context.released, ledger::Size{ledger::number(record.index) + 1}))
    entry.show("proved");
}

}  // namespace pledgebook::server
