// SPDX-License-Identifier: Apache-2.0
// pledgebook init
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/serve/new_ledger.h"
#include "cli/shell/terminal.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  NewLedger ledger;
  std::optional<std::string> title;
  std::optional<std::string> operator_name;
  std::optional<std::uint64_t> root_keys;
  bool json = false;
};

json::object to_json(const MadeLedger& made) {
  json::array keys;
  for (const OfficerKeyFile& key : made.keys) {
    keys.push_back({{"file", key.path},
                    {"label", key.label},
                    {"key", key.key.public_key().id().hex()},
                    {"made", key.made}});
  }
  return {{"ledger", made.ledger},   {"directory", made.directory},     {"log_key", made.log_key},
          {"records", made.records}, {"root_quorum", made.root_quorum}, {"keys", std::move(keys)}};
}

void print(const MadeLedger& made, const NewLedger& wanted) {
  fmt::print("made the ledger {} in {} ({} records)\n\nkeys:\n", made.ledger, made.directory,
             made.records);
  std::size_t roots = 0;
  for (const OfficerKeyFile& key : made.keys) {
    fmt::print("  {}  {}\n", key.path, key.made ? "made" : "existed, used unchanged");
    if (!key.role) ++roots;
  }
  const std::string& keys = wanted.keys_directory;
  fmt::print(
      "\nthe log key, for everybody who checks checkpoints:\n  {}\n\nnext:\n  give each folder to "
      "one person, and delete it here: anybody who has a key file can sign with it\n  keep the "
      "root keys offline: {} of the {} make officers, and revoke any key\n  pledgebook import "
      "FILE.jsonl --ledger {} --key {} --key {}\n  pledgebook serve --ledger {}\n",
      made.log_key, made.root_quorum, roots, shell_word(made.directory),
      shell_word(officer_key_path(keys, "registrar")),
      shell_word(officer_key_path(keys, "reviewer")), shell_word(made.directory));
}

Outcome<void> run(const Place& place, Options options) {
  LEDGER_TRY(options.ledger.directory, place.directory());
  NewLedger& wanted = options.ledger;
  wanted.root_keys = options.root_keys.value_or(kRootKeys);
  wanted.title = options.title.value_or(fmt::format("Pledges of {}", wanted.origin));
  const bool is_default = wanted.operator_id == kOperatorId;
  wanted.operator_name =
      options.operator_name.value_or(is_default ? std::string(kOperatorName) : wanted.operator_id);
  wanted.at = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  LEDGER_TRY(const MadeLedger made, make_ledger(wanted));
  if (options.json) {
    fmt::print("{}\n", json::serialize(to_json(made)));
  } else {
    print(made, wanted);
  }
  return {};
}

}  // namespace

void define_init(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  NewLedger& ledger = options->ledger;
  Command& command = program.root().add("init", "make a new ledger and its officers' keys");
  command
      .about(
          "Makes the operator's root keys and the keys of a registrar, a reviewer and two "
          "auditors, "
          "each in a folder of its own, unless they exist; starts the ledger, and publishes the "
          "profile's lists and objectives.")
      .option(ledger.origin,
              {.names = "--origin",
               .value = "NAME",
               .description =
                   "the ledger's worldwide name, such as example.org/register; it can never change",
               .need = OptionInfo::Need::required})
      .option(ledger.profile,
              {.names = "--profile",
               .value = "p2c|none",
               .description = "the lists to start with: p2c (Partner2Connect, default) or none"})
      .option(ledger.keys_directory,
              {.names = "--keys",
               .value = "DIR",
               .description = "the directory of the keys' folders (default: ./pledgebook-keys)"})
      .option(options->root_keys,
              {.names = "--root-keys",
               .value = "N",
               .description = "how many root keys to make, 1 to 7 (default: 3)"})
      .option(ledger.root_quorum,
              {.names = "--root-quorum",
               .value = "N",
               .description = "how many root keys must sign together (default: more than half)"})
      .option(options->title,
              {.names = "--title", .value = "TEXT", .description = "the ledger's title"})
      .option(ledger.operator_id,
              {.names = "--operator-id",
               .value = "ID",
               .description = "the id of the party that operates the ledger (default: bdt)"})
      .option(options->operator_name,
              {.names = "--operator-name", .value = "TEXT", .description = "the operator's name"});
  add_passphrase_options(command, ledger.passphrase, "of new and encrypted key files");
  command.flag(ledger.is_plain, "--no-passphrase", "do not encrypt new key files")
      .flag(options->json, "--json", "print what was made as JSON")
      .example("pledgebook init --origin example.org/register --ledger ./register",
               "make a ledger with the lists of the Partner2Connect coalition")
      .example("pledgebook init --origin example.org/x --profile none --keys ./keys",
               "make one without lists, for another coalition's register")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli
