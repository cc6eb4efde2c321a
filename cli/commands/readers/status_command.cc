// SPDX-License-Identifier: Apache-2.0
// pledgebook status: the status of the register, or of one member, focus area or pledge.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <memory>
#include <utility>

#include "cli/book/book.h"
#include "cli/book/filters.h"
#include "cli/book/whole_answer.h"
#include "cli/commands/commands.h"
#include "cli/shell/format.h"
#include "cli/shell/table.h"
#include "cli/text/answer_reading.h"
#include "cli/text/figures.h"
#include "cli/text/pledge_text.h"
#include "cli/text/position_text.h"
#include "cli/text/summary_text.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::optional<std::string> member;
  std::optional<std::string> focus_area;
  std::optional<std::string> pledge;
  Filters filters;
  Format format;
};

const std::vector<Column> kFigures{{"pledges", Align::right},
                                   {"announced", Align::right},
                                   {"committed", Align::right},
                                   {"disbursed", Align::right},
                                   {"verified", Align::right},
                                   {"targets met", Align::right},
                                   {"last report"},
                                   {"lifecycle"},
                                   {"timeliness"}};

std::vector<Column> columns(std::string first) {
  std::vector<Column> all{{std::move(first), Align::left, Fit::cut}};
  all.insert(all.end(), kFigures.begin(), kFigures.end());
  return all;
}

std::vector<std::string> cells(std::string first, const json::object& row) {
  const json::object& targets = row.at("targets").as_object();
  return {std::move(first),
          with_separators(text_of(row, "pledges")),
          amounts_text(row, "announced"),
          amounts_text(row, "committed"),
          amounts_text(row, "disbursed"),
          amounts_text(row, "verified"),
          fmt::format("{} of {}", text_of(targets, "met"), text_of(targets, "total")),
          text_of(row, "last_report"),
          counts_text(row, "by_state"),
          counts_text(row, "by_timeliness")};
}

void print_member(const json::object& answer, const Format& format) {
  const json::object& member = answer.at("member").as_object();
  print_note(fmt::format("{} ({})\n\n", text_of(member, "name"), text_of(member, "member")),
             format);
  Table table(columns("focus area"));
  for (const json::value& value : answer.at("focus_areas").as_array()) {
    const json::object& row = value.as_object();
    table.add(cells(text_of(row, "focus_area"), row));
  }
  table.add(cells("all", member));
  print_table(table, format);
}

void print_focus_area(const json::object& answer, const Format& format) {
  Table table(columns("member"));
  for (const json::value& value : answer.at("rows").as_array()) {
    const json::object& row = value.as_object();
    table.add(cells(text_of(row, "member"), row));
  }
  table.add(cells("all", answer.at("totals").as_object()));
  print_table(table, format);
}

void print_summary(const json::object& answer, const Format& format) {
  print_table(summary_table(answer), format);
  print_note(usd_text(answer.at("totals").as_object()), format);
}

// The read model that is asked, by its route.
std::string view_of(const Options& options) {
  if (options.member) return "members/" + *options.member;
  if (options.pledge) return "pledges/" + *options.pledge;
  return options.focus_area ? "commitments" : "summary";
}

void print(const json::object& answer, const Options& options) {
  if (options.member) return print_member(answer, options.format);
  if (options.focus_area) return print_focus_area(answer, options.format);
  if (!options.pledge) return print_summary(answer, options.format);
  fmt::print("{}", pledge_text(answer, terminal_of(stdout)));
}

Outcome<void> run(const Place& place, const Options& options) {
  const int given = static_cast<int>(options.member.has_value()) +
                    static_cast<int>(options.focus_area.has_value()) +
                    static_cast<int>(options.pledge.has_value());
  if (given > 1) {
    return usage(
        "give one of --member ID, --focus-area ID or --pledge ID, or none for the whole register");
  }
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  Parameters parameters = options.filters.parameters();
  if (options.focus_area) parameters.emplace_back("focus_area", *options.focus_area);
  LEDGER_TRY(const json::object answer, given == 0
                                            ? book->ask(view_of(options), parameters)
                                            : ask_whole(*book, view_of(options), parameters));
  if (options.format.is_json()) {
    fmt::print("{}\n", json::serialize(answer));
    return {};
  }
  return read_answer([&] {
    print(answer, options);
    print_note(position_text(answer), options.format);
  });
}

}  // namespace

void define_status(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  Command& command = program.root().add(
      "status", "show the status of the register, a member, a focus area or a pledge");
  command
      .option(options->member,
              {.names = "--member", .value = "ID", .description = "a member, by focus area"})
      .option(options->focus_area,
              {.names = "--focus-area", .value = "ID", .description = "a focus area, by member"})
      .option(options->pledge, {.names = "--pledge", .value = "ID", .description = "a pledge"});
  add_as_of(command, options->filters);
  add_format_options(command, options->format);
  command.example("pledgebook status", "the whole register, as `pledgebook summary`")
      .example("pledgebook status --member gha-gov", "a member, now")
      .example("pledgebook status --focus-area access --as-of 2025-12-31 --axis stated",
               "a focus area at the end of 2025, by stated dates")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli
