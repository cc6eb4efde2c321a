// SPDX-License-Identifier: Apache-2.0
// pledgebook commitments, pledgebook status
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <cstdio>
#include <memory>

#include "cli/book/book.h"
#include "cli/book/filters.h"
#include "cli/book/whole_answer.h"
#include "cli/commands/commands.h"
#include "cli/shell/table.h"
#include "cli/text/answer_reading.h"
#include "cli/text/figures.h"
#include "cli/text/position_text.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  Filters filters;
  bool json = false;
};

std::vector<std::string> cells_of(const json::object& row, std::string member,
                                  std::string focus_area) {
  return {std::move(member),
          std::move(focus_area),
          with_separators(text_of(row, "pledges")),
          amounts_text(row, "announced"),
          amounts_text(row, "committed"),
          amounts_text(row, "disbursed"),
          counts_text(row, "by_state")};
}

void print_rows(const json::object& answer) {
  Table table({{"member", Align::left, Fit::cut},
               {"focus area", Align::left, Fit::cut},
               {"pledges", Align::right},
               {"announced", Align::right},
               {"committed", Align::right},
               {"disbursed", Align::right},
               {"lifecycle"}});
  const json::array& rows = answer.at("rows").as_array();
  for (const json::value& value : rows) {
    const json::object& row = value.as_object();
    table.add(cells_of(row, text_of(row, "member"), text_of(row, "focus_area")));
  }
  if (rows.size() != 1) table.add(cells_of(answer.at("totals").as_object(), "all", ""));
  fmt::print("{}{}{}", table.text(terminal_of(stdout)), usd_text(answer.at("totals").as_object()),
             position_text(answer));
}

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const json::object answer,
             ask_whole(*book, "commitments", options.filters.parameters()));
  if (options.json) {
    fmt::print("{}\n", json::serialize(answer));
    return {};
  }
  return read_answer([&] { print_rows(answer); });
}

}  // namespace

void define_commitments(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  Command& command =
      program.root().add("commitments", "show pledges and amounts by member and focus area");
  add_filters(command, options->filters);
  command.flag(options->json, "--json", "print the whole answer as JSON")
      .example("pledgebook commitments", "the current figures")
      .example("pledgebook commitments --as-of 2025-12-31 --axis stated --json",
               "the figures at the end of 2025, by stated dates, as JSON")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli
