// SPDX-License-Identifier: Apache-2.0
// pledgebook log-key replace: a new key for the log's checkpoints, by the root keys.
#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/statement/delivery.h"
#include "crypto/verifier_key.h"

namespace pledgebook::cli {
namespace {

struct Options {
  std::string key_file;
  std::optional<std::string> at;
  SigningOptions signing;
  Delivery delivery;
};

// The key's name is the ledger's origin.
Outcome<std::string> verifier_key_of(Book& book, const crypto::PublicKey& key) {
  LEDGER_TRY(const std::string ledger, book.ledger());
  const std::string origin = ledger.substr(0, ledger.find('#'));
  const auto named = crypto::VerifierKey::of(origin, key, crypto::NoteKeyType::ed25519);
  if (!named) return no(named.error());
  return named->text();
}

Outcome<void> run(const Place& place, const Options& options) {
  LEDGER_TRY(const ledger::Instant at, read_at(options.at));
  LEDGER_TRY(EitherKey key, read_either(options.key_file, options.signing.passphrase));
  LEDGER_TRY(const auto book, open_book(place, purpose_of(options.delivery)));
  LEDGER_TRY(const std::string verifier_key, verifier_key_of(*book, key.public_key));
  Draft draft{.kind = "log-key.replaced",
              .stream = ledger::StreamId::governance(),
              .at = at,
              .body = {{"log_key", verifier_key}},
              .signers = {}};
  // The new key signs too: this proves that the operator has it.
  LEDGER_TRY(const auto keys, read_keys(*book, options.signing.keys, options.signing.passphrase,
                                        std::move(key.in_hand)));
  return deliver(*book, std::move(draft), keys, options.delivery);
}

}  // namespace

void define_log_key(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  Command& command = program.root()
                         .add("log-key", "replace the key that signs the log's checkpoints")
                         .add("replace", "put a new log key in force, by the root keys");
  command
      .about(
          "First put the new key's file into the ledger's directory, named log-key-NAME.pem, and "
          "start "
          "the server again. From this statement on checkpoints carry the new key's signature, and "
          "that of the old one while its file is there. Tell readers to pin both.")
      .option(options->key_file, {.names = "--new-key",
                                  .value = "FILE",
                                  .description = "the new key, secret or public",
                                  .need = OptionInfo::Need::required})
      .option(options->at, at_option());
  add_signing_options(command, options->signing);
  add_delivery_options(command, options->delivery);
  command
      .example(
          "pledgebook log-key replace --new-key ./register/log-key-2027.pem --key root-1.pem --key "
          "root-2.pem",
          "where all keys are on this machine")
      .example(
          "pledgebook log-key replace --new-key log-key-2027.pem --key root-1.pem -o to-sign.json",
          "the second root key signs to-sign.json next")
      .runs([&place = program.place(), options] { return run(place, *options); });
}

}  // namespace pledgebook::cli
