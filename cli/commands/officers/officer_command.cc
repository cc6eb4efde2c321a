// SPDX-License-Identifier: Apache-2.0
// pledgebook officer add, remove, list: what the root keys decide together.
#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

#include "cli/book/governance_book.h"
#include "cli/commands/commands.h"
#include "cli/shell/table.h"
#include "cli/shell/terminal.h"
#include "cli/statement/delivery.h"
#include "cli/statement/key_draft.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct AddOptions {
  std::string party;
  std::string role;
  std::string key_file;
  std::string label;
  bool recovered = false;
  std::optional<std::string> at;
  SigningOptions signing;
  Delivery delivery;
};

struct RemoveOptions {
  std::string key;
  std::string reason;
  std::optional<std::uint64_t> compromised_since;
  std::optional<std::string> at;
  SigningOptions signing;
  Delivery delivery;
};

Outcome<void> run_add(const Place& place, const AddOptions& options) {
  LEDGER_TRY(Draft draft, key_draft("key.added", options.party, options.at));
  SigningOptions signing = options.signing;
  LEDGER_CHECK(bring_key(options.key_file, options.label, draft, signing));
  draft.body["roles"] = json::array{json::value(options.role)};
  if (options.recovered) draft.body["recovered"] = true;
  LEDGER_TRY(const auto book, open_book(place, purpose_of(options.delivery)));
  return deliver(*book, std::move(draft), signing, options.delivery);
}

Outcome<void> run_remove(const Place& place, const RemoveOptions& options) {
  LEDGER_TRY(const ledger::Instant at, read_at(options.at));
  LEDGER_TRY(const std::string key, key_id_of(options.key, options.signing.passphrase_file));
  Draft draft{.kind = "key.revoked",
              .stream = ledger::StreamId::governance(),
              .at = at,
              .body = {{"key", key}, {"reason", options.reason}},
              .signers = {}};
  if (options.compromised_since) draft.body["compromised_since"] = *options.compromised_since;
  LEDGER_TRY(const auto book, open_book(place, purpose_of(options.delivery)));
  return deliver(*book, std::move(draft), options.signing, options.delivery);
}

void define_add(Program& program, Command& officer) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<AddOptions>();
  Command& command = officer.add("add", "add an officer's key, by the root keys");
  command
      .about(
          "The root keys sign together, and so does the new key. The party must have the role: if "
          "it "
          "has not, the root keys and a registrar give it with `pledgebook party update` first. "
          "Each "
          "holder of a key signs where the key is: write the statement with --output, and let the "
          "others run `pledgebook sign`.")
      .option(options->party, {.names = "--party",
                               .value = "PARTY",
                               .description = "the officer's party, mostly the operator",
                               .need = OptionInfo::Need::required})
      .option(options->role, {.names = "--role",
                              .value = "registrar|reviewer|auditor",
                              .description = "the officer's role",
                              .need = OptionInfo::Need::required})
      .option(options->key_file, {.names = "--key-file",
                                  .value = "FILE",
                                  .description = "the officer's key, secret or public",
                                  .need = OptionInfo::Need::required})
      .option(options->label,
              {.names = "--label",
               .value = "TEXT",
               .description = "a label for people, such as \"auditor, third floor\"",
               .need = OptionInfo::Need::required})
      .flag(options->recovered, "--recovered",
            "another party has lost its earlier keys: everything that this one signs is marked")
      .option(options->at, at_option());
  add_signing_options(command, options->signing);
  add_delivery_options(command, options->delivery);
  command
      .example(
          "pledgebook officer add --party bdt --role auditor --key-file auditor-3.pub.pem --label "
          "auditor-3 --key root-1.pem -o to-sign.json",
          "the first root key signs; the second one and the new key sign to-sign.json next")
      .example(
          "pledgebook officer add --party bdt --role auditor --key-file auditor-3.pem --label "
          "auditor-3 --key root-1.pem --key root-2.pem",
          "where all keys are on this machine")
      .runs([&place = program.place(), options] { return run_add(place, *options); });
}

void define_remove(Program& program, Command& officer) {
  auto options = std::make_shared<RemoveOptions>();
  Command& command =
      officer.add("remove", "revoke an officer's key or a root key, by the root keys");
  command
      .option(options->key, {.names = "key",
                             .value = "KEY",
                             .description = "the key's id, or its file, secret or public",
                             .need = OptionInfo::Need::required})
      .option(options->reason, {.names = "--reason",
                                .value = "TEXT",
                                .description = "why",
                                .need = OptionInfo::Need::required})
      .option(options->compromised_since,
              {.names = "--compromised-since",
               .value = "N",
               .description = "mark what it signed from record N on as disputed"})
      .option(options->at, at_option());
  add_signing_options(command, options->signing);
  add_delivery_options(command, options->delivery);
  command
      .example(
          "pledgebook officer remove auditor-2.pub.pem --reason \"left the bureau\" --key "
          "root-1.pem --key root-2.pem",
          "the key's file")
      .example(
          "pledgebook officer remove reviewer.pub.pem --reason stolen --compromised-since 812 "
          "--key "
          "root-1.pem -o to-sign.json",
          "a stolen key; the second root key signs to-sign.json next")
      .runs([&place = program.place(), options] { return run_remove(place, *options); });
}

std::string roles_text(const ledger::Key& key) {
  if (key.root) return "root key";
  std::string text;
  for (const ledger::Role role : key.roles)
    text += (text.empty() ? "" : ", ") + std::string(ledger::name(role));
  return text;
}

std::string state_text(const ledger::Key& key) {
  if (key.revoked) return fmt::format("revoked by record {}", ledger::number(*key.revoked));
  if (key.replaced) return fmt::format("replaced by record {}", ledger::number(*key.replaced));
  return "active";
}

Outcome<void> run_list(const Place& place) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const auto keys, read_operator_keys(*book));
  Table table({{"label", Align::left, Fit::cut}, {"may"}, {"state"}, {"key"}});
  for (const ledger::Key& key : keys)
    table.add({key.label, roles_text(key), state_text(key), key.id.hex()});
  fmt::print("{}", table.text(terminal_of(stdout)));
  return {};
}

}  // namespace

void define_officer(Program& program) {
  Command& officer = program.root().add("officer", "add, remove and list officers");
  define_add(program, officer);
  define_remove(program, officer);
  officer.add("list", "list the operator's root keys and officers")
      .example("pledgebook officer list", "all keys, and which are active")
      .example("pledgebook officer list --server https://pledges.example.org", "of a server")
      .runs([&place = program.place()] { return run_list(place); });
}

}  // namespace pledgebook::cli
