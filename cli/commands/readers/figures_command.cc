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
#include "cli/shell/format.h"
#include "cli/shell/table.h"
#include "cli/text/answer_reading.h"
#include "cli/text/figures.h"
#include "cli/text/position_text.h"
#include "cli/text/summary_text.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  Filters filters;
  Format format;
};

// A command that shows one read model.
struct View {
  std::string_view command;  // also the read model's name in the API
  std::string_view purpose;
  std::function<void(const json::object&, const Format&)> print;
  std::vector<Example> examples;
  bool is_paged = false;
};

void print_summary(const json::object& answer, const Format& format) {
  print_table(summary_table(answer), format);
  print_note(usd_text(answer.at("totals").as_object()), format);
}

// Rows with the ids and names in the given members.
void print_rows(const json::object& answer, const Format& format, const char* title, const char* id,
                const char* name) {
  Table table(figure_columns(title, "name"));
  for (const json::value& value : answer.at("rows").as_array()) {
    const json::object& row = value.as_object();
    if (text_of(row, "pledges") == "0") continue;
    table.add(figure_cells(text_of(row, id),
                           *name == '\0' ? english_title(row) : text_of(row, name), row));
  }
  print_table(table, format);
}

void print_timeline(const json::object& answer, const Format& format) {
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
  print_table(table, format);
}

std::vector<std::string> queue_cells(const json::object& row) {
  return {text_of(row, "id"), text_of(row, "member"), text_of(row, "title"),
          in_words(text_of(row, "state")), text_of(row, "last_activity")};
}

std::vector<Column> queue_columns() {
  return {{"pledge", Align::left, Fit::cut},
          {"member", Align::left, Fit::cut},
          {"title", Align::left, Fit::cut},
          {"lifecycle"},
          {"last activity"}};
}

// For programs all queues are one table.
void print_queues_together(const json::object& answer, const Format& format) {
  auto columns = queue_columns();
  columns.insert(columns.begin(), Column{"queue"});
  Table table(std::move(columns));
  for (const auto& queue : answer) {
    const json::array* rows = queue.value().if_array();
    if (rows == nullptr) continue;
    for (const json::value& value : *rows) {
      auto cells = queue_cells(value.as_object());
      cells.insert(cells.begin(), in_words(queue.key()));
      table.add(std::move(cells));
    }
  }
  print_table(table, format);
}

void print_queues(const json::object& answer, const Format& format) {
  if (format.is_tsv()) return print_queues_together(answer, format);
  for (const auto& queue : answer) {
    const json::array* rows = queue.value().if_array();
    if (rows == nullptr) continue;
    fmt::print("{}: {}\n", one_line(in_words(queue.key())), rows->size());
    if (rows->empty()) continue;
    Table table(queue_columns());
    for (const json::value& value : *rows) table.add(queue_cells(value.as_object()));
    print_table(table, format);
    fmt::print("\n");
  }
}

Outcome<void> run(const Place& place, const View& view, const Options& options) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  const Parameters parameters = options.filters.parameters();
  LEDGER_TRY(const json::object answer, view.is_paged ? ask_whole(*book, view.command, parameters)
                                                      : book->ask(view.command, parameters));
  if (options.format.is_json()) {
    fmt::print("{}\n", json::serialize(answer));
    return {};
  }
  return read_answer([&] {
    view.print(answer, options.format);
    print_note(position_text(answer), options.format);
  });
}

void define_view(Program& program, View view) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  Command& command = program.root().add(std::string(view.command), std::string(view.purpose));
  add_filters(command, options->filters);
  add_format_options(command, options->format);
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
                            [](const json::object& answer, const Format& format) {
                              print_rows(answer, format, "country", "country", "name");
                            },
                        .examples = {{"pledgebook countries", "all countries with pledges"},
                                     {"pledgebook countries --region africa", "in one region"}}});
  define_view(program, {.command = "groups",
                        .purpose = "show pledges and amounts by group of countries",
                        .print =
                            [](const json::object& answer, const Format& format) {
                              print_rows(answer, format, "group", "group", "");
                            },
                        .examples = {{"pledgebook groups", "least developed countries and others"},
                                     {"pledgebook groups --as-of 2025-12-31", "on that day"}}});
  define_view(program, {.command = "frameworks",
                        .purpose = "show pledges and amounts by SDG, action line and goal",
                        .print =
                            [](const json::object& answer, const Format& format) {
                              print_rows(answer, format, "item", "item", "");
                            },
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
