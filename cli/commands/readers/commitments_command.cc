// SPDX-License-Identifier: Apache-2.0
// pledgebook commitments: pledges and amounts by member and focus area.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/book/book.h"
#include "cli/book/filters.h"
#include "cli/book/whole_answer.h"
#include "cli/check/exported_ledger.h"
#include "cli/check/pinned_keys.h"
#include "cli/commands/commands.h"
#include "cli/shell/format.h"
#include "cli/shell/table.h"
#include "cli/text/answer_reading.h"
#include "cli/text/figures.h"
#include "cli/text/position_text.h"
#include "cli/text/verdict_text.h"
#include "ledger/proof/verify/verdict_json.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  Filters filters;
  Format format;
  std::optional<std::string> exported;
  PinnedKeys pinned;
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

void print_rows(const json::object& answer, const Format& format) {
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
  print_table(table, format);
  print_note(usd_text(answer.at("totals").as_object()) + position_text(answer), format);
}

Outcome<json::object> ask(Book& book, const Options& options) {
  return ask_whole(book, "commitments", options.filters.parameters());
}

// The figures of an export, after the verdict on it.
Outcome<void> run_exported(const Place& place, const Options& options) {
  if (place.ledger || place.server)
    return usage("--export takes the figures from a file: leave out --ledger and --server");
  LEDGER_TRY(const ledger::WitnessPolicy policy, pinned_policy(options.pinned));
  LEDGER_TRY(ExportedLedger exported, ExportedLedger::open(*options.exported, policy));
  LEDGER_TRY(json::object answer, ask(exported.book(), options));
  if (options.format.is_json()) {
    answer["verdict"] = ledger::verdict_json(exported.verdict(), policy);
    fmt::print("{}\n", json::serialize(answer));
    return {};
  }
  print_note(fmt::format("This export is {}.\n{}\n", sentence_of(exported.verdict()),
                         selection_text(exported.verdict())),
             options.format);
  return read_answer([&] { print_rows(answer, options.format); });
}

Outcome<void> run(const Place& place, const Options& options) {
  if (options.exported) return run_exported(place, options);
  if (options.pinned.policy || options.pinned.log_key)
    return usage("--policy and --log-key need --export FILE");
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const json::object answer, ask(*book, options));
  if (options.format.is_json()) {
    fmt::print("{}\n", json::serialize(answer));
    return {};
  }
  return read_answer([&] { print_rows(answer, options.format); });
}

}  // namespace

void define_commitments(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  Command& command =
      program.root().add("commitments", "show pledges and amounts by member and focus area");
  add_filters(command, options->filters);
  add_format_options(command, options->format);
  command.option(options->exported,
                 {.names = "--export",
                  .value = "FILE",
                  .description = "the figures of this export, once it is verified; nothing else is "
                                 "needed but a key that you trust"});
  add_pinned_options(command, options->pinned);
  command.example("pledgebook commitments", "the current figures")
      .example("pledgebook commitments --as-of 2025-12-31 --axis stated --json",
               "the figures at the end of 2025, by stated dates, as JSON")
      .example("pledgebook commitments --export gha.json --policy pinned.policy",
               "out of a file, offline")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli
