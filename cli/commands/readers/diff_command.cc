// SPDX-License-Identifier: Apache-2.0
// pledgebook diff: what changed between two dates, and what it did to the totals.
#include <fmt/format.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <map>
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
#include "cli/text/position_text.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string from;
  std::string to;
  std::optional<std::string> axis;
  bool json = false;
};

// The pledges and the totals at one date.
struct Picture {
  std::map<std::string, json::object> pledges;  // by id
  json::object totals;
  std::string position;
};

Outcome<Picture> picture_at(Book& book, const std::string& date, const Options& options) {
  Filters filters;
  filters.as_of = date;
  filters.axis = options.axis;
  LEDGER_TRY(const json::object answer, ask_whole(book, "pledges", filters.parameters()));
  LEDGER_TRY(const json::object summary, book.ask("summary", filters.parameters()));
  Picture picture;
  LEDGER_CHECK(read_answer([&] {
    for (const json::value& value : answer.at("rows").as_array()) {
      const json::object& row = value.as_object();
      picture.pledges.emplace(text_of(row, "id"), row);
    }
    picture.totals = summary.at("totals").as_object();
    picture.position = position_text(summary);
  }));
  return picture;
}

constexpr std::array kCompared{"state", "announced", "committed", "disbursed", "verified"};

std::string shown(const json::object& row, std::string_view member) {
  return member == "state" ? in_words(text_of(row, member)) : money_text(row, member);
}

// "published → in progress"; empty if nothing changed.
std::string change_of(const json::object* before, const json::object* after,
                      std::string_view member) {
  const std::string was = before == nullptr ? "-" : shown(*before, member);
  const std::string now = after == nullptr ? "-" : shown(*after, member);
  return was == now ? std::string() : was + " → " + now;
}

const json::object* find(const Picture& picture, const std::string& id) {
  const auto found = picture.pledges.find(id);
  return found == picture.pledges.end() ? nullptr : &found->second;
}

void print_pledges(const Picture& before, const Picture& after) {
  Table table({{"pledge", Align::left, Fit::cut},
               {"title", Align::left, Fit::cut},
               {"lifecycle"},
               {"announced"},
               {"committed"},
               {"disbursed"},
               {"verified"}});
  std::map<std::string, const json::object*> all;
  for (const auto& [id, row] : before.pledges) all.emplace(id, &row);
  for (const auto& [id, row] : after.pledges) all.insert_or_assign(id, &row);
  for (const auto& [id, row] : all) {
    std::vector<std::string> cells{id, text_of(*row, "title")};
    bool any = false;
    for (const char* member : kCompared) {
      cells.push_back(change_of(find(before, id), find(after, id), member));
      any = any || !cells.back().empty();
    }
    if (any) table.add(std::move(cells));
  }
  fmt::print("{}", table.empty() ? "no pledge changed\n" : table.text(terminal_of(stdout)));
}

void print_totals(const Picture& before, const Picture& after) {
  Table table({{"totals"}, {"before", Align::right}, {"after", Align::right}});
  table.add({"pledges", with_separators(text_of(before.totals, "pledges")),
             with_separators(text_of(after.totals, "pledges"))});
  for (const char* amount : {"announced", "committed", "disbursed", "verified"}) {
    table.add({amount, amounts_text(before.totals, amount), amounts_text(after.totals, amount)});
  }
  fmt::print("\n{}\nbefore: {}after:  {}", table.text(terminal_of(stdout)), before.position,
             after.position);
}

json::object to_json(const Picture& picture) {
  json::array pledges;
  for (const auto& [id, row] : picture.pledges) pledges.push_back(row);
  return {{"totals", picture.totals}, {"pledges", std::move(pledges)}};
}

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const Picture before, picture_at(*book, options.from, options));
  LEDGER_TRY(const Picture after, picture_at(*book, options.to, options));
  if (options.json) {
    fmt::print("{}\n", json::serialize(
                           json::object{{"before", to_json(before)}, {"after", to_json(after)}}));
    return {};
  }
  return read_answer([&] {
    print_pledges(before, after);
    print_totals(before, after);
  });
}

}  // namespace

void define_diff(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("diff", "show what changed between two dates")
      .about("Each pledge that changed, and the totals on both dates.")
      .option(options->from, {.names = "from",
                              .value = "DAY",
                              .description = "the earlier day or time",
                              .need = OptionInfo::Need::required})
      .option(options->to, {.names = "to",
                            .value = "DAY",
                            .description = "the later day or time",
                            .need = OptionInfo::Need::required})
      .option(options->axis, {.names = "--axis",
                              .value = "recorded|stated",
                              .description = "by the ledger's clock (default), or by stated dates"})
      .flag(options->json, "--json", "print both as JSON")
      .example("pledgebook diff 2025-12-31 2026-06-30", "half a year, as recorded")
      .example("pledgebook diff 2025-12-31 2026-06-30 --axis stated",
               "by the dates that parties state")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli
