// SPDX-License-Identifier: Apache-2.0
// pledgebook rates publish, void, list: tables of exchange rates.
#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "cli/book/governance_book.h"
#include "cli/commands/commands.h"
#include "cli/shell/terminal.h"
#include "cli/statement/statement_command.h"
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

}  // namespace

void define_rates(Program& program) {
  Command& rates = program.root().add("rates", "publish and list exchange rates");
  StatementSpec publish = governance_statement(
      "publish", "publish a table of exchange rates", "rates.published", {{kRates}},
      {{"pledgebook rates publish --effective 2026-11-01 --rate EUR=0.92 --rate JPY=151.3 "
        "--source \"UN operational rates\" --key registrar.pem",
        "a month's table"},
       {"pledgebook rates publish --effective 2026-11-01 --rate EUR=0.92 --corrects SID --source "
        "\"UN operational rates\" --key registrar.pem --key auditor-1.pem",
        "instead of a wrong one: SID is its sid"}});
  publish.defaults = json::object{{"base", "USD"}};
  StatementSpec make_void = governance_statement(
      "void", "declare a wrong table of rates void", "rates.published", {{kVoid}},
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

}  // namespace pledgebook::cli
