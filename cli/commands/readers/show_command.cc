// SPDX-License-Identifier: Apache-2.0
// pledgebook show: one record.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cctype>
#include <memory>
#include <string>
#include <utility>

#include "cli/book/book.h"
#include "cli/commands/commands.h"
#include "cli/text/statement_words.h"
#include "ledger/domain/json/canonical_json.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string which;
  bool json = false;
};

constexpr std::size_t kSidDigitsMin = 4;

bool is_index(std::string_view text) {
  constexpr std::size_t kIndexDigitsMax = 12;  // a sid has 64
  return !text.empty() && text.size() <= kIndexDigitsMax &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

Outcome<BookEntry> find_index(Book& book, const std::string& which) {
  LEDGER_TRY(const auto entry, entry_at(book, ledger::Index{std::stoull(which)}));
  if (entry) return *entry;
  return not_found(fmt::format(
      "record {} is no statement, or is not there yet: `pledgebook log` lists them", which));
}

// The statement whose sid begins so; all statements are read.
Outcome<BookEntry> find_sid(Book& book, const std::string& which) {
  std::vector<BookEntry> found;
  LEDGER_CHECK(for_each_entry(book,
                              [&](const BookEntry& entry) {
                                if (entry.sid.hex().starts_with(which)) found.push_back(entry);
                              },
                              {}));
  if (found.size() == 1) return std::move(found.front());
  if (found.empty()) return not_found(fmt::format("no statement's sid begins with {}", which));
  return usage(fmt::format("{} sids begin with {}: give more characters", found.size(), which));
}

Outcome<void> run(const Place& place, const Options& options) {
  const bool by_index = is_index(options.which);
  if (!by_index && options.which.size() < kSidDigitsMin)
    return usage("give a record's index, or at least 4 characters of a sid");
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const BookEntry entry,
             by_index ? find_index(*book, options.which) : find_sid(*book, options.which));
  if (options.json) {
    LEDGER_TRY(auto statement, outcome(ledger::parse_json(entry.signed_statement.payload)));
    fmt::print("{}\n",
               json::serialize(json::object{{"index", ledger::number(entry.index)},
                                            {"recorded_at", ledger::to_text(entry.recorded_at)},
                                            {"sid", entry.sid.hex()},
                                            {"statement", std::move(statement)}}));
    return {};
  }
  fmt::print("record {}, recorded at {}\nsid {}\n", ledger::number(entry.index),
             ledger::to_text(entry.recorded_at), entry.sid.hex());
  for (const auto& signature : entry.signed_statement.signatures)
    fmt::print("signed by key {}\n", signature.key.hex());
  fmt::print("\n{}", statement_words(entry.signed_statement.payload));
  return {};
}

}  // namespace

void define_show(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  program.root()
      .add("show", "show one statement, in words")
      .option(options->which, {.names = "which",
                               .value = "RECORD",
                               .description = "a record's index, or the first characters of a sid",
                               .need = OptionInfo::Need::required})
      .flag(options->json, "--json", "print the record as JSON")
      .example("pledgebook show 17", "record 17")
      .example("pledgebook show 3f2a90c1", "the statement whose sid begins so")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli
