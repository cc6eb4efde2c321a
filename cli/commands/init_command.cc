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

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  NewLedger ledger;
  std::optional<std::string> title;
  std::optional<std::string> operator_name;
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
  return {{"ledger", made.ledger},
          {"directory", made.directory},
          {"log_key", made.log_key},
          {"records", made.records},
          {"keys", std::move(keys)}};
}

void print(const MadeLedger& made, const std::string& keys_directory) {
  fmt::print("made the ledger {} in {} ({} records)\n\nkeys:\n", made.ledger, made.directory,
             made.records);
  for (const OfficerKeyFile& key : made.keys) {
    fmt::print("  {}  {}\n", key.path, key.made ? "made" : "existed, used unchanged");
  }
  fmt::print(
      "\nthe log key, for everybody who checks checkpoints:\n  {}\n\nnext:\n  keep {}/root.pem "
      "offline, and the others in separate places: anybody who has a key file can sign with it\n  "
      "pledgebook import FILE.jsonl --ledger {} --key {}/registrar.pem --key {}/reviewer.pem\n  "
      "pledgebook serve --ledger {}\n",
      made.log_key, keys_directory, made.directory, keys_directory, keys_directory, made.directory);
}

Outcome<void> run(const Place& place, Options options) {
  LEDGER_TRY(options.ledger.directory, place.directory());
  NewLedger& wanted = options.ledger;
  wanted.title = options.title.value_or(fmt::format("Pledges of {}", wanted.origin));
  const bool is_default = wanted.operator_id == kOperatorId;
  wanted.operator_name =
      options.operator_name.value_or(is_default ? std::string(kOperatorName) : wanted.operator_id);
  wanted.at = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  LEDGER_TRY(const MadeLedger made, make_ledger(wanted));
  if (options.json) {
    fmt::print("{}\n", json::serialize(to_json(made)));
  } else {
    print(made, wanted.keys_directory);
  }
  return {};
}

}  // namespace

void define_init(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  NewLedger& ledger = options->ledger;
  program.root()
      .add("init", "make a new ledger and its officers' keys")
      .about(
          "Writes the operator's root.pem, registrar.pem, reviewer.pem and auditor.pem unless they "
          "exist, starts the ledger, and publishes the profile's lists and objectives.")
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
               .description = "the directory of the key files (default: ./pledgebook-keys)"})
      .option(options->title,
              {.names = "--title", .value = "TEXT", .description = "the ledger's title"})
      .option(ledger.operator_id,
              {.names = "--operator-id",
               .value = "ID",
               .description = "the id of the party that operates the ledger (default: bdt)"})
      .option(options->operator_name,
              {.names = "--operator-name", .value = "TEXT", .description = "the operator's name"})
      .option(
          ledger.passphrase_file,
          {.names = "--passphrase-file",
           .value = "FILE",
           .description =
               "encrypt new key files with the passphrase in this file (default: not encrypted)"})
      .flag(options->json, "--json", "print what was made as JSON")
      .example("pledgebook init --origin example.org/register --ledger ./register",
               "make a ledger with the lists of the Partner2Connect coalition")
      .example("pledgebook init --origin example.org/x --profile none --keys ./keys",
               "make one without lists, for another coalition's register")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli
