// SPDX-License-Identifier: Apache-2.0
// pledgebook pledge list, pledge show
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <memory>
#include <string>

#include "cli/book/book.h"
#include "cli/book/filters.h"
#include "cli/book/whole_answer.h"
#include "cli/commands/commands.h"
#include "cli/shell/format.h"
#include "cli/shell/terminal.h"
#include "cli/text/answer_reading.h"
#include "cli/text/pledge_text.h"
#include "cli/text/position_text.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct ListOptions {
  Filters filters;
  Format format;
};

struct ShowOptions {
  std::string id;
  Filters filters;
  bool json = false;
};

Outcome<void> list(const Place& place, const ListOptions& options) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const json::object answer, book->ask("pledges", options.filters.parameters()));
  if (options.format.is_json()) {
    fmt::print("{}\n", json::serialize(answer));
    return {};
  }
  return read_answer([&] {
    print_table(pledge_table(answer), options.format);
    print_note(pledge_page_text(answer) + position_text(answer), options.format);
  });
}

Outcome<void> show(const Place& place, const ShowOptions& options) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const json::object answer,
             ask_whole(*book, "pledges/" + options.id, options.filters.parameters()));
  if (options.json) {
    fmt::print("{}\n", json::serialize(answer));
    return {};
  }
  return read_answer(
      [&] { fmt::print("{}{}", pledge_text(answer, terminal_of(stdout)), position_text(answer)); });
}

}  // namespace

void define_pledge_reading(Program& program, Command& pledge) {
  // Shared by the parser, which fills the options in, and the runners.
  auto showing = std::make_shared<ShowOptions>();
  Command& show_command = pledge.add("show", "show a pledge and its history");
  show_command.option(showing->id, {.names = "id",
                                    .value = "PLEDGE",
                                    .description = "the pledge's id",
                                    .need = OptionInfo::Need::required});
  add_as_of(show_command, showing->filters);
  show_command.flag(showing->json, "--json", "print the whole answer as JSON")
      .example("pledgebook pledge show gha-2026-1", "the current state")
      .example("pledgebook pledge show gha-2026-1 --as-of 2026-06-30 --axis stated --json",
               "the state on that day, by stated dates, as JSON")
      .runs([&place = program.place(), showing] { return show(place, *showing); });
  auto listing = std::make_shared<ListOptions>();
  Command& list_command = pledge.add("list", "list pledges");
  add_filters(list_command, listing->filters);
  add_paging(list_command, listing->filters);
  add_format_options(list_command, listing->format);
  list_command.example("pledgebook pledge list --sort -announced", "the largest first")
      .example("pledgebook pledge list --focus-area access --status STALLED --json",
               "stalled pledges in one focus area, as JSON")
      .runs([&place = program.place(), listing] { return list(place, *listing); });
}

}  // namespace pledgebook::cli
