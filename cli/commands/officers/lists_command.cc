// SPDX-License-Identifier: Apache-2.0
// pledgebook lists publish, list: focus areas, country groups, goals.
#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "cli/book/governance_book.h"
#include "cli/commands/commands.h"
#include "cli/shell/terminal.h"
#include "cli/statement/statement_command.h"
#include "cli/text/lists_text.h"

namespace pledgebook::cli {

void define_lists(Program& program) {
  Command& lists =
      program.root().add("lists", "publish and list focus areas, country groups, goals");
  StatementSpec publish = governance_statement(
      "publish", "publish a new version of a list", "list.published", {},
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

}  // namespace pledgebook::cli
