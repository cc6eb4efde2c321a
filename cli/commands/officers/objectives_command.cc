// SPDX-License-Identifier: Apache-2.0
// pledgebook objectives set, observe: what the coalition wants to reach, and what was measured.
#include <array>
#include <string_view>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/statement/statement_command.h"

namespace pledgebook::cli {
namespace {

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

}  // namespace

void define_objectives(Program& program) {
  Command& objectives =
      program.root().add("objectives", "set objectives, and record what was observed");
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
}

}  // namespace pledgebook::cli
