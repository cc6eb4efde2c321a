// SPDX-License-Identifier: Apache-2.0
// pledgebook show, whoami: one record, and whose key it is.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cctype>
#include <memory>
#include <string>
#include <utility>

#include "cli/book/book.h"
#include "cli/commands/commands.h"
#include "cli/statement/key_in_hand.h"
#include "cli/text/statement_words.h"
#include "ledger/domain/json/canonical_json.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct ShowOptions {
  std::string which;
  bool json = false;
};

struct WhoOptions {
  std::string key;
  std::optional<std::string> passphrase_file;
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

Outcome<void> run_show(const Place& place, const ShowOptions& options) {
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

Outcome<void> run_who(const Place& place, const WhoOptions& options) {
  LEDGER_TRY(const EitherKey key, read_either(options.key, options.passphrase_file));
  const ledger::KeyId id{key.public_key.id()};
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const auto holder, book->holder(id));
  if (!holder) {
    return not_found(fmt::format("{} ({}) is not a key of this ledger", options.key, id.hex()));
  }
  json::array roles;
  std::string words;
  for (const ledger::Role role : holder->roles) {
    roles.emplace_back(ledger::name(role));
    words += (words.empty() ? "" : ", ") + std::string(ledger::name(role));
  }
  if (holder->root) words = fmt::format("root key; {} of them sign together", holder->root_quorum);
  if (options.json) {
    fmt::print("{}\n", json::serialize(json::object{{"key", id.hex()},
                                                    {"party", holder->party.text()},
                                                    {"roles", std::move(roles)},
                                                    {"root", holder->root},
                                                    {"active", holder->active}}));
  } else {
    fmt::print("key    {}\nparty  {}\nmay    {}\nstate  {}\n", id.hex(), holder->party.text(),
               words, holder->active ? "active" : "revoked or replaced");
  }
  return {};
}

}  // namespace

void define_show(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<ShowOptions>();
  program.root()
      .add("show", "show one statement, in words")
      .option(options->which, {.names = "which",
                               .value = "RECORD",
                               .description = "a record's index, or the first characters of a sid",
                               .need = OptionInfo::Need::required})
      .flag(options->json, "--json", "print the record as JSON")
      .example("pledgebook show 17", "record 17")
      .example("pledgebook show 3f2a90c1", "the statement whose sid begins so")
      .runs([&place = program.place(), options] { return run_show(place, *options); });
}

void define_whoami(Program& program) {
  auto options = std::make_shared<WhoOptions>();
  program.root()
      .add("whoami", "show whose key a file holds, and what it may sign")
      .option(options->key, {.names = "--key",
                             .value = "FILE",
                             .description = "a key file, secret or public",
                             .need = OptionInfo::Need::required})
      .option(options->passphrase_file,
              {.names = "--passphrase-file",
               .value = "FILE",
               .description = "the passphrase of an encrypted key (default: ask)"})
      .flag(options->json, "--json", "print as JSON")
      .example("pledgebook whoami --key gha.pem", "your key")
      .example("pledgebook whoami --key gha.pub.pem --server https://pledges.example.org",
               "a public key, in a server's ledger")
      .runs([&place = program.place(), options] { return run_who(place, *options); });
}

}  // namespace pledgebook::cli
