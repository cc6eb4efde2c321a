// SPDX-License-Identifier: Apache-2.0
// pledgebook whoami: whose key a file holds.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <memory>
#include <string>
#include <utility>

#include "cli/book/book.h"
#include "cli/commands/commands.h"
#include "cli/statement/key_in_hand.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string key;
  PassphraseSource passphrase;
  bool json = false;
};

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(const EitherKey key, read_either(options.key, options.passphrase));
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

void define_whoami(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  Command& command =
      program.root().add("whoami", "show whose key a file holds, and what it may sign");
  command.option(options->key, {.names = "--key",
                                .value = "FILE",
                                .description = "a key file, secret or public",
                                .need = OptionInfo::Need::required});
  add_passphrase_options(command, options->passphrase, "of an encrypted key");
  command.flag(options->json, "--json", "print as JSON")
      .example("pledgebook whoami --key gha.pem", "your key")
      .example("pledgebook whoami --key gha.pub.pem --server https://pledges.example.org",
               "a public key, in a server's ledger")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli
