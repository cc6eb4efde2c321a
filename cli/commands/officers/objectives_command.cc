// SPDX-License-Identifier: Apache-2.0
// pledgebook objectives set, observe, list: what the coalition wants to reach, and what was
// measured.
#include <fmt/format.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "cli/book/book.h"
#include "cli/book/filters.h"
#include "cli/commands/commands.h"
#include "cli/shell/format.h"
#include "cli/statement/statement_command.h"
#include "cli/text/answer_reading.h"
#include "cli/text/figures.h"
#include "cli/text/position_text.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::array kObjective{
    BodyFlag{"--id", "id", Shape::text, "ID", "the objective's id"},
    BodyFlag{"--title", "title", Shape::text, "TEXT", "the objective"},
    BodyFlag{"--unit", "unit", Shape::text, "TEXT", "what is counted, such as people"},
    BodyFlag{"--baseline", "baseline", Shape::dated_value, "VALUE on DAY",
             "where it starts, such as \"2900000000 on 2022-01-01\""},
    BodyFlag{"--goal", "target", Shape::dated_value, "VALUE on DAY", "where it should end"},
    BodyFlag{"--source", "source", Shape::text, "TEXT", "where it comes from"}};
constexpr std::array kObservations{
    BodyFlag{"--observation", "observations", Shape::observation, "DAY=VALUE",
             "a value and its day; DAY=VALUE=ISO3 for one country"},
    BodyFlag{"--source", "source", Shape::text, "TEXT", "who measured it"}};

struct ListOptions {
  Filters filters;
  Format format;
};

// "2,600,000,000 on 2025-01-01".
std::string dated(const json::object& object) {
  return fmt::format("{} on {}", with_separators(text_of(object, "value")),
                     text_of(object, "date"));
}

// The newest observation of the whole world, if there is one.
std::string observed(const json::object& row) {
  std::string newest;
  for (const json::value& value : row.at("observations").as_array()) {
    const json::object& observation = value.as_object();
    if (!observation.contains("country")) newest = dated(observation);
  }
  return newest.empty() ? "-" : newest;
}

Table objectives_table(const json::object& answer) {
  Table table({{"objective", Align::left, Fit::cut},
               {"title", Align::left, Fit::cut},
               {"unit", Align::left, Fit::cut},
               {"baseline", Align::right},
               {"goal", Align::right},
               {"pledged", Align::right},
               {"reported", Align::right},
               {"observed", Align::right}});
  for (const json::value& value : answer.at("rows").as_array()) {
    const json::object& row = value.as_object();
    table.add({text_of(row, "objective"), text_of(row, "title"), text_of(row, "unit"),
               dated(row.at("baseline").as_object()), dated(row.at("target").as_object()),
               with_separators(text_of(row, "pledged")), with_separators(text_of(row, "reported")),
               observed(row)});
  }
  return table;
}

Outcome<void> run_list(const Place& place, const ListOptions& options) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const json::object answer, book->ask("objectives", options.filters.parameters()));
  if (options.format.is_json()) {
    fmt::print("{}\n", json::serialize(answer));
    return {};
  }
  return read_answer([&] {
    print_table(objectives_table(answer), options.format);
    print_note(position_text(answer), options.format);
  });
}

void define_list(Program& program, Command& objectives) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<ListOptions>();
  Command& list = objectives.add("list", "list objectives: what is pledged, reported and observed");
  add_as_of(list, options->filters);
  add_format_options(list, options->format);
  list.example("pledgebook objectives list", "all objectives, now")
      .example("pledgebook objectives list --as-of 2025-12-31", "at the end of 2025")
      .runs([&place = program.place(), options] { return run_list(place, *options); });
}

}  // namespace

void define_objectives(Program& program) {
  Command& objectives =
      program.root().add("objectives", "set and list objectives, and record what was observed");
  define_statement(
      program, objectives,
      governance_statement(
          "set", "set an objective", "objective.set", {{kObjective}},
          {{"pledgebook objectives set --id people-offline --title \"Everybody is online\" --unit "
            "people --baseline \"2900000000 on 2022-01-01\" --goal \"0 on 2030-12-31\" --source "
            "\"ITU Facts and Figures\" --key registrar.pem",
            "with options"},
           {"pledgebook objectives set --body objective.json --key registrar.pem",
            "with all fields in a file"}}));
  StatementSpec observe = {
      .command = "observe",
      .purpose = "record observations of an objective",
      .kind = "indicator.observed",
      .stream = "indicator/",
      .subject = "OBJECTIVE",
      .flags = {{kObservations}},
      .examples = {
          {"pledgebook objectives observe people-offline --observation 2025-01-01=2600000000 "
           "--source \"ITU Facts and Figures 2025\" --key registrar.pem",
           "one value"},
          {"pledgebook objectives observe people-offline --observation 2025-01-01=9800000=GHA "
           "--source \"household survey\" --key registrar.pem",
           "of one country"}}};
  observe.complete = [](Book&, Draft& draft) -> Outcome<void> {
    const std::string stream = draft.stream.text();
    draft.body["objective"] = stream.substr(stream.find('/') + 1);
    return {};
  };
  observe.completed = "objective";
  define_statement(program, objectives, std::move(observe));
  define_list(program, objectives);
}

}  // namespace pledgebook::cli
