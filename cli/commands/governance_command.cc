// SPDX-License-Identifier: Apache-2.0
// pledgebook rates, lists, objectives, witness-policy, rules: what the registrar publishes for the
// whole ledger, and what the root keys adopt.
#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "cli/book/governance_book.h"
#include "cli/commands/commands.h"
#include "cli/shell/terminal.h"
#include "cli/statement/statement_command.h"
#include "cli/text/lists_text.h"
#include "cli/text/rates_text.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::array kRates{
    BodyFlag{"--effective", "effective", Shape::text, "DAY", "the first day of the rates"},
    BodyFlag{"--rate", "rates", Shape::rate, "CURRENCY=RATE",
             "units of the currency for one US dollar, such as EUR=0.92"},
    BodyFlag{"--source", "source", Shape::text, "TEXT", "where the rates come from"},
    BodyFlag{"--corrects", "corrects", Shape::text, "SID",
             "the table of that day that this one replaces; an auditor signs too"}};
constexpr std::array kVoid{
    BodyFlag{"--effective", "effective", Shape::text, "DAY", "the day of the wrong table"},
    BodyFlag{"--source", "source", Shape::text, "TEXT", "why it is void"},
    BodyFlag{"--corrects", "corrects", Shape::text, "SID", "the wrong table"}};
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
constexpr std::array kPolicy{
    BodyFlag{"--policy", "policy", Shape::file, "FILE", "the policy's file (C2SP tlog-policy)"}};
constexpr std::array kRules{
    BodyFlag{"--rules", "rules", Shape::integer, "N", "the number of the rule set"}};

StatementSpec spec(std::string_view command, std::string_view purpose, std::string_view kind,
                   std::vector<FlagGroup> flags, std::vector<Example> examples) {
  return {.command = command,
          .purpose = purpose,
          .kind = kind,
          .stream = "governance",
          .subject = {},
          .flags = std::move(flags),
          .examples = std::move(examples)};
}

}  // namespace

void define_rates(Program& program) {
  Command& rates = program.root().add("rates", "publish and list exchange rates");
  StatementSpec publish = spec(
      "publish", "publish a table of exchange rates", "rates.published", {{kRates}},
      {{"pledgebook rates publish --effective 2026-11-01 --rate EUR=0.92 --rate JPY=151.3 "
        "--source \"UN operational rates\" --key registrar.pem",
        "a month's table"},
       {"pledgebook rates publish --effective 2026-11-01 --rate EUR=0.92 --corrects SID --source "
        "\"UN operational rates\" --key registrar.pem --key auditor-1.pem",
        "instead of a wrong one: SID is its sid"}});
  publish.defaults = json::object{{"base", "USD"}};
  StatementSpec make_void =
      spec("void", "declare a wrong table of rates void", "rates.published", {{kVoid}},
           {{"pledgebook rates void --effective 2026-11-01 --corrects SID --source \"typed the "
             "wrong way round\" --key registrar.pem --key auditor-1.pem",
             "SID is the wrong table's"},
            {"pledgebook rates void --body void.json --key registrar.pem --key auditor-1.pem",
             "with all fields in a file"}});
  make_void.defaults = json::object{{"base", "USD"}, {"rates", json::object()}};
  publish.change = [](Book& book, const Draft& draft) -> Outcome<std::string> {
    LEDGER_TRY(const ledger::Governance governance, read_governance(book));
    return rate_changes_text(governance, draft.body);
  };
  publish.change_title = "beside the table in force";
  define_statement(program, rates, std::move(publish));
  define_statement(program, rates, std::move(make_void));
  rates.add("list", "list the tables of rates")
      .example("pledgebook rates list", "all tables, and which are in force")
      .example("pledgebook rates list --server https://pledges.example.org", "of a server")
      .runs([&place = program.place()]() -> Outcome<void> {
        LEDGER_TRY(const auto book, open_book(place, Purpose::read));
        LEDGER_TRY(const ledger::Governance governance, read_governance(*book));
        fmt::print("{}", rate_tables_text(governance, terminal_of(stdout)));
        return {};
      });
}

void define_lists(Program& program) {
  Command& lists =
      program.root().add("lists", "publish and list focus areas, country groups, goals");
  StatementSpec publish =
      spec("publish", "publish a new version of a list", "list.published", {},
           {{"pledgebook lists publish --body country-groups.json --key registrar.pem",
             "the list in a file"},
            {"pledgebook lists publish --body corrected.json --key registrar.pem --key "
             "auditor-1.pem",
             "with \"corrects\": instead of a wrong version of that day"}});
  publish.about =
      "The file has the fields list, effective, items (each id, title and, for groups of "
      "countries, "
      "members) and source. It replaces the whole list from its day on: an item that is missing "
      "ends.";
  publish.change = [](Book& book, const Draft& draft) -> Outcome<std::string> {
    LEDGER_TRY(const ledger::Governance governance, read_governance(book));
    return list_changes_text(governance, draft.body);
  };
  publish.change_title = "beside the list in force";
  define_statement(program, lists, std::move(publish));
  lists.add("list", "list the versions of the lists")
      .example("pledgebook lists list", "all versions")
      .example("pledgebook lists list --server https://pledges.example.org", "of a server")
      .runs([&place = program.place()]() -> Outcome<void> {
        LEDGER_TRY(const auto book, open_book(place, Purpose::read));
        LEDGER_TRY(const ledger::Governance governance, read_governance(*book));
        fmt::print("{}", list_versions_text(governance, terminal_of(stdout)));
        return {};
      });
}

void define_objectives(Program& program) {
  Command& objectives =
      program.root().add("objectives", "set objectives, and record what was observed");
  define_statement(
      program, objectives,
      spec("set", "set an objective", "objective.set", {{kObjective}},
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

void define_witness_policy(Program& program) {
  define_statement(
      program, program.root(),
      spec("witness-policy", "publish the witnesses whose cosignatures the ledger asks for",
           "witness-policy.published", {{kPolicy}},
           {{"pledgebook witness-policy --policy witnesses.txt --key registrar.pem", "from a file"},
            {"pledgebook witness-policy --policy witnesses.txt --key registrar.pem --dry-run",
             "whether the ledger would accept it"}}));
}

void define_rules(Program& program) {
  define_statement(
      program, program.root(),
      spec("rules", "adopt a newer rule set, by the root keys", "rules.adopted", {{kRules}},
           {{"pledgebook rules --rules 2 --key root-1.pem --key root-2.pem", "adopt rule set 2"},
            {"pledgebook rules --rules 2 --key root-1.pem -o to-sign.json",
             "the second root key signs to-sign.json next"}}));
}

}  // namespace pledgebook::cli
