// SPDX-License-Identifier: Apache-2.0
// pledgebook summary, countries, groups, frameworks, timeline, queues: the read models as tables.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "cli/book/book.h"
#include "cli/book/filters.h"
#include "cli/book/whole_answer.h"
#include "cli/commands/commands.h"
#include "cli/shell/table.h"
#include "cli/text/answer_reading.h"
#include "cli/text/figures.h"
#include "cli/text/pledge_text.h"
#include "cli/text/position_text.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  Filters filters;
  bool json = false;
};

// A command that shows one read model.
struct View {
  std::string_view command;  // also the read model's name in the API
  std::string_view purpose;
  std::function<void(const json::object&)> print;
  std::vector<Example> examples;
  bool is_paged = false;
};

std::string english(const json::object& row) {
  const json::value* title = row.if_contains("title");
  const json::object* by_language = title == nullptr ? nullptr : title->if_object();
  return by_language == nullptr ? text_of(row, "title") : text_of(*by_language, "en");
}

std::vector<Column> columns(std::string first, std::string second) {
  return {{std::move(first), Align::left, Fit::cut},
          {std::move(second), Align::left, Fit::cut},
          {"pledges", Align::right},
          {"announced", Align::right},
          {"committed", Align::right},
          {"disbursed", Align::right},
          {"verified", Align::right, Fit::leave},
          {"lifecycle", Align::left, Fit::leave}};
}

std::vector<std::string> cells(std::string first, std::string second, const json::object& row) {
  return {std::move(first),
          std::move(second),
          with_separators(text_of(row, "pledges")),
          amounts_text(row, "announced"),
          amounts_text(row, "committed"),
          amounts_text(row, "disbursed"),
          amounts_text(row, "verified"),
          counts_text(row, "by_state")};
}

void print_summary(const json::object& answer) {
  Table table(columns("focus area", "title"));
  for (const json::value& value : answer.at("focus_areas").as_array()) {
    const json::object& row = value.as_object();
    table.add(cells(text_of(row, "focus_area"), english(row), row));
  }
  const json::object& totals = answer.at("totals").as_object();
  table.add(cells("all", "", totals));
  fmt::print("{}{}", table.text(terminal_of(stdout)), usd_text(totals));
}

// Rows with the ids and names in the given members.
void print_rows(const json::object& answer, const char* title, const char* id, const char* name) {
  Table table(columns(title, "name"));
  for (const json::value& value : answer.at("rows").as_array()) {
    const json::object& row = value.as_object();
    if (text_of(row, "pledges") == "0") continue;
    table.add(cells(text_of(row, id), *name == '\0' ? english(row) : text_of(row, name), row));
  }
  fmt::print("{}", table.text(terminal_of(stdout)));
}

void print_timeline(const json::object& answer) {
  Table table({{"month"},
               {"published", Align::right},
               {"announced", Align::right},
               {"reports", Align::right},
               {"committed", Align::right},
               {"disbursed", Align::right}});
  for (const json::value& value : answer.at("rows").as_array()) {
    const json::object& row = value.as_object();
    const json::object& published = row.at("published").as_object();
    const json::object& reported = row.at("reported").as_object();
    table.add({text_of(row, "month"), text_of(published, "pledges"),
               amounts_text(published, "announced"), text_of(row, "reports"),
               amounts_text(reported, "committed"), amounts_text(reported, "disbursed")});
  }
  fmt::print("{}", table.text(terminal_of(stdout)));
}

void print_queues(const json::object& answer) {
  for (const auto& queue : answer) {
    const json::array* rows = queue.value().if_array();
    if (rows == nullptr) continue;
    fmt::print("{}: {}\n", in_words(queue.key()), rows->size());
    if (rows->empty()) continue;
    Table table({{"pledge", Align::left, Fit::cut},
                 {"member", Align::left, Fit::cut},
                 {"title", Align::left, Fit::cut},
                 {"lifecycle"},
                 {"last activity"}});
    for (const json::value& value : *rows) {
      const json::object& row = value.as_object();
      table.add({text_of(row, "id"), text_of(row, "member"), text_of(row, "title"),
                 in_words(text_of(row, "state")), text_of(row, "last_activity")});
    }
    fmt::print("{}\n", table.text(terminal_of(stdout)));
  }
}

Outcome<void> run(const Place& place, const View& view, const Options& options) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  const Parameters parameters = options.filters.parameters();
  LEDGER_TRY(const json::object answer, view.is_paged ? ask_whole(*book, view.command, parameters)
                                                      : book->ask(view.command, parameters));
  if (options.json) {
    fmt::print("{}\n", json::serialize(answer));
    return {};
  }
  return read_answer([&] {
    view.print(answer);
    fmt::print("{}", position_text(answer));
  });
}

void define_view(Program& program, View view) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  Command& command = program.root().add(std::string(view.command), std::string(view.purpose));
  add_filters(command, options->filters);
  command.flag(options->json, "--json", "print the whole answer as JSON");
  for (Example& example : view.examples)
    command.example(std::move(example.line), std::move(example.what));
  view.examples.clear();
  command.runs([&place = program.place(), view = std::move(view), options]() -> Outcome<void> {
    return run(place, view, *options);
  });
}

}  // namespace

void define_figures(Program& program) {
  define_view(program,
              {.command = "summary",
               .purpose = "show the totals by focus area",
               .print = print_summary,
               .examples = {{"pledgebook summary", "now"},
                            {"pledgebook summary --stated 2024-06-30 --recorded 2025-01-15",
                             "what the ledger knew on 15 January 2025 of what had "
                             "happened by 30 June 2024"}}});
  define_view(program, {.command = "countries",
                        .purpose = "show pledges and amounts by country",
                        .print =
                            [](const json::object& answer) {
                              print_rows(answer, "country", "country", "name");
                            },
                        .examples = {{"pledgebook countries", "all countries with pledges"},
                                     {"pledgebook countries --region africa", "in one region"}}});
  define_view(
      program,
      {.command = "groups",
       .purpose = "show pledges and amounts by group of countries",
       .print = [](const json::object& answer) { print_rows(answer, "group", "group", ""); },
       .examples = {{"pledgebook groups", "least developed countries and others"},
                    {"pledgebook groups --as-of 2025-12-31", "on that day"}}});
  define_view(program,
              {.command = "frameworks",
               .purpose = "show pledges and amounts by SDG, action line and goal",
               .print = [](const json::object& answer) { print_rows(answer, "item", "item", ""); },
               .examples = {{"pledgebook frameworks", "all items with pledges"},
                            {"pledgebook frameworks --json", "as JSON"}}});
  define_view(program, {.command = "timeline",
                        .purpose = "show what was published and reported month by month",
                        .print = print_timeline,
                        .examples = {{"pledgebook timeline", "all months"},
                                     {"pledgebook timeline --member gha-gov", "of one member"}}});
  define_view(program, {.command = "queues",
                        .purpose = "show pledges that await review, are due or silent",
                        .print = print_queues,
                        .examples = {{"pledgebook queues", "all queues"},
                                     {"pledgebook queues --json", "as JSON"}}});
}

}  // namespace pledgebook::cli
