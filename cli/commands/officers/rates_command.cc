// SPDX-License-Identifier: Apache-2.0
// pledgebook rates publish, void, list: tables of exchange rates.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <memory>
#include <string_view>
#include <utility>

#include "cli/book/governance_book.h"
#include "cli/book/rate_use.h"
#include "cli/commands/commands.h"
#include "cli/shell/format.h"
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
             "the table of that day that this one replaces: its sid or the first characters of it; "
             "an auditor signs too"}};
constexpr std::array kVoid{
    BodyFlag{"--effective", "effective", Shape::text, "DAY", "the day of the wrong table"},
    BodyFlag{"--source", "source", Shape::text, "TEXT", "why it is void"},
    BodyFlag{"--corrects", "corrects", Shape::text, "SID",
             "the wrong table: its sid or the first characters of it"}};

struct ListOptions {
  bool pledges = false;
  Format format;
};

Outcome<void> run_list(const Place& place, const ListOptions& options) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const ledger::Governance governance, read_governance(*book));
  LEDGER_TRY(const RateUse use, read_rate_use(*book, governance));
  if (options.format.is_json()) {
    json::array without(use.without.begin(), use.without.end());
    fmt::print("{}\n",
               json::serialize(json::object{{"rows", rate_tables_json(governance, use.pledges)},
                                            {"without", std::move(without)}}));
    return {};
  }
  const auto shown = options.pledges ? PledgesShown::ids : PledgesShown::count;
  const Table table = rate_tables(governance, use.pledges, shown);
  if (table.empty()) {
    print_note("no table of rates was published: only amounts in USD have a USD value\n",
               options.format);
  } else {
    print_table(table, options.format);
  }
  if (!use.without.empty()) {
    print_note(fmt::format("no table values {} pledge{}{}\n", use.without.size(),
                           use.without.size() == 1 ? "" : "s",
                           options.pledges ? fmt::format(": {}", fmt::join(use.without, ", "))
                                           : std::string()),
               options.format);
  }
  return {};
}

// The table that is corrected, by the first characters of its sid.
Outcome<void> complete_corrected(Book& book, Draft& draft) {
  if (!draft.body.contains("corrects")) return {};
  static constexpr auto kKind = std::to_array<std::string_view>({"rates.published"});
  return complete_sid(book, draft, "corrects", kKind);
}

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
  publish.completed = "corrects";
  publish.complete = complete_corrected;
  make_void.completed = "corrects";
  make_void.complete = complete_corrected;
  publish.change = [](Book& book, const Draft& draft) -> Outcome<std::string> {
    LEDGER_TRY(const ledger::Governance governance, read_governance(book));
    return rate_changes_text(governance, draft.body);
  };
  publish.change_title = "beside the table in force";
  define_statement(program, rates, std::move(publish));
  define_statement(program, rates, std::move(make_void));
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<ListOptions>();
  Command& list = rates.add("list", "list the tables of rates, and which pledges they value");
  list.flag(options->pledges, "--pledges", "name the pledges that each table values");
  add_format_options(list, options->format, "the tables, with their rates and pledges,");
  list.about(
          "A table values the announced amounts of pledges that were published at most 62 days "
          "after its first day: docs/FIGURES.md. The whole ledger is read for this.")
      .example("pledgebook rates list", "all tables, and which are in force")
      .example("pledgebook rates list --pledges", "with the pledges that each one values")
      .runs([&place = program.place(), options] { return run_list(place, *options); });
}

}  // namespace pledgebook::cli
