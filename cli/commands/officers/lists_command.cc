// SPDX-License-Identifier: Apache-2.0
// pledgebook lists publish, list: focus areas, country groups, goals.
#include <fmt/format.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <memory>
#include <string_view>
#include <utility>

#include "cli/book/governance_book.h"
#include "cli/commands/commands.h"
#include "cli/shell/format.h"
#include "cli/statement/statement_command.h"
#include "cli/text/lists_text.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::array kList{
    BodyFlag{"file", "items", Shape::items, "FILE",
             "the items, as CSV: a first row with id, title (title_fr, …) and, for groups of "
             "countries, members; then a row an item"},
    BodyFlag{"--list", "list", Shape::text, "ID", "which list, such as country-group"},
    BodyFlag{"--effective", "effective", Shape::text, "DAY", "the first day of this version"},
    BodyFlag{"--source", "source", Shape::text, "TEXT", "where the list comes from"},
    BodyFlag{"--corrects", "corrects", Shape::text, "SID",
             "the version of that day that this one replaces: its sid or the first characters of "
             "it; an auditor signs too"}};

Outcome<void> run_list(const Place& place, const Format& format) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const ledger::Governance governance, read_governance(*book));
  if (format.is_json()) {
    fmt::print("{}\n", json::serialize(json::object{{"rows", list_versions_json(governance)}}));
    return {};
  }
  const Table table = list_versions(governance);
  if (table.empty()) {
    print_note("no list was published\n", format);
  } else {
    print_table(table, format);
  }
  return {};
}

}  // namespace

void define_lists(Program& program) {
  Command& lists =
      program.root().add("lists", "publish and list focus areas, country groups, goals");
  StatementSpec publish = governance_statement(
      "publish", "publish a new version of a list", "list.published", {{kList}},
      {{"pledgebook lists publish groups.csv --list country-group --effective 2026-12-13 --source "
        "\"UN DESA\" --key registrar.pem",
        "the items from a spreadsheet"},
       {"pledgebook lists publish --body corrected.json --key registrar.pem --key auditor-1.pem",
        "all fields in a file; with \"corrects\": instead of a wrong version of that day"}});
  publish.about =
      "The version replaces the whole list from its day on: an item that is missing ends. Least "
      "developed countries, landlocked ones and small islands are items of one list, "
      "country-group. "
      "A body file has the fields list, effective, items (each id, title and, for groups of "
      "countries, members) and source.";
  publish.completed = "corrects";
  publish.complete = [](Book& book, Draft& draft) -> Outcome<void> {
    if (!draft.body.contains("corrects")) return {};
    static constexpr auto kKind = std::to_array<std::string_view>({"list.published"});
    return complete_sid(book, draft, "corrects", kKind);
  };
  publish.change = [](Book& book, const Draft& draft) -> Outcome<std::string> {
    LEDGER_TRY(const ledger::Governance governance, read_governance(book));
    return list_changes_text(governance, draft.body);
  };
  publish.change_title = "beside the list in force";
  define_statement(program, lists, std::move(publish));
  // Shared by the parser, which fills the options in, and the runner.
  auto format = std::make_shared<Format>();
  Command& list = lists.add("list", "list the versions of the lists");
  add_format_options(list, *format, "the versions, with their items,");
  list.example("pledgebook lists list", "all versions")
      .example("pledgebook lists list --server https://pledges.example.org", "of a server")
      .runs([&place = program.place(), format] { return run_list(place, *format); });
}

}  // namespace pledgebook::cli
