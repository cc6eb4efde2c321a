// SPDX-License-Identifier: Apache-2.0
// pledgebook key new, show, add, replace, revoke
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <memory>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/shell/output_file.h"
#include "cli/shell/passphrase.h"
#include "cli/statement/key_draft.h"
#include "cli/statement/key_in_hand.h"
#include "cli/statement/statement_command.h"
#include "crypto/base64.h"
#include "crypto/key_file.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct NewOptions {
  std::string file;
  std::optional<std::string> passphrase_file;
  bool plain = false;
  bool json = false;
};

struct ShowOptions {
  std::string file;
  std::optional<std::string> passphrase_file;
  bool json = false;
};

struct AddOptions {
  std::string party;
  std::string key_file;
  std::string label;
  std::vector<std::string> roles;
  bool root = false;
  bool recovered = false;
  std::optional<std::string> at;
  SigningOptions signing;
  Delivery delivery;
};

struct ReplaceOptions {
  std::string party;
  std::string key_file;
  std::string label;
  std::optional<std::string> at;
  SigningOptions signing;
  Delivery delivery;
};

struct RevokeOptions {
  std::string party;
  std::string key;
  std::string reason;
  std::optional<std::uint64_t> compromised_since;
  std::optional<std::string> at;
  SigningOptions signing;
  Delivery delivery;
};

void print_key(const crypto::PublicKey& key, bool as_json) {
  const std::string id = key.id().hex();
  const std::string base64 = crypto::to_base64(key.bytes());
  const std::string pem = crypto::to_pem(key);
  if (as_json) {
    fmt::print("{}\n",
               json::serialize(json::object{{"key", id}, {"public_key", base64}, {"pem", pem}}));
  } else {
    fmt::print("key id      {}\npublic key  {}\n{}", id, base64, pem);
  }
}

Outcome<Secret> passphrase_for_new(const NewOptions& options) {
  if (options.plain) return Secret();
  LEDGER_TRY(auto given, passphrase_from_file(options.passphrase_file));
  if (given) return *std::move(given);
  if (!can_ask()) {
    return usage(
        "there is no terminal to ask for a passphrase: give --passphrase-file F, or --plain for an "
        "unencrypted key file");
  }
  return ask_new_passphrase(fmt::format("passphrase for {}: ", options.file));
}

// "gha.pem" has its public half in "gha.pub.pem".
std::string public_path(const std::string& path) {
  constexpr std::string_view kEnding = ".pem";
  if (!path.ends_with(kEnding)) return path + ".pub.pem";
  return path.substr(0, path.size() - kEnding.size()) + ".pub.pem";
}

Outcome<void> run_new(const NewOptions& options) {
  const std::string public_file = public_path(options.file);
  for (const std::string& path : {options.file, public_file}) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) continue;
    return usage(fmt::format("{}: exists already and is not overwritten: give another name", path));
  }
  LEDGER_TRY(const Secret passphrase, passphrase_for_new(options));
  const auto key = crypto::SecretKey::generate();
  const auto written = crypto::write_secret_key(options.file, key, passphrase.text());
  if (!written) return unavailable(written.error());
  LEDGER_CHECK(write_new(public_file, crypto::to_pem(key.public_key())));
  if (!options.json) {
    fmt::print("{}: SECRET, {}; keep it\n{}: public; give this one to the registrar\n",
               options.file, passphrase.text().empty() ? "not encrypted" : "encrypted",
               public_file);
  }
  print_key(key.public_key(), options.json);
  return {};
}

Outcome<void> run_show(const ShowOptions& options) {
  LEDGER_TRY(const EitherKey key, read_either(options.file, options.passphrase_file));
  print_key(key.public_key, options.json);
  return {};
}

Outcome<void> run_add(const Place& place, const AddOptions& options) {
  LEDGER_TRY(Draft draft, key_draft("key.added", options.party, options.at));
  SigningOptions signing = options.signing;
  LEDGER_CHECK(bring_key(options.key_file, options.label, draft, signing));
  if (options.root == !options.roles.empty()) {
    return usage(
        "say what the key may sign: --role ROLE, once or more, or --root for a root key of the "
        "operator");
  }
  draft.body["roles"] = json::array(options.roles.begin(), options.roles.end());
  if (options.root) draft.body["root"] = true;
  if (options.recovered) draft.body["recovered"] = true;
  LEDGER_TRY(const auto book, open_book(place, purpose_of(options.delivery)));
  return deliver(*book, std::move(draft), signing, options.delivery);
}

Outcome<void> run_replace(const Place& place, const ReplaceOptions& options) {
  LEDGER_TRY(Draft draft, key_draft("key.replaced", options.party, options.at));
  SigningOptions signing = options.signing;
  LEDGER_CHECK(bring_key(options.key_file, options.label, draft, signing));
  LEDGER_TRY(const auto book, open_book(place, purpose_of(options.delivery)));
  return deliver(*book, std::move(draft), signing, options.delivery);
}

// In the party's own stream by another of its keys; else in governance, where a registrar or the
// root keys sign.
ledger::StreamId stream_of_revocation(const ledger::PartyId& party, const std::string& revoked,
                                      const std::vector<KeyInHand>& keys) {
  const bool is_own = std::ranges::any_of(keys, [&](const KeyInHand& key) {
    return key.is_active() && key.holder->party == party && key.id.hex() != revoked &&
           std::ranges::none_of(key.holder->roles, ledger::is_officer);
  });
  return is_own ? ledger::StreamId::keys(party) : ledger::StreamId::governance();
}

Outcome<void> run_revoke(const Place& place, const RevokeOptions& options) {
  LEDGER_TRY(Draft draft, key_draft("key.revoked", options.party, options.at));
  LEDGER_TRY(const std::string id, key_id_of(options.key, options.signing.passphrase_file));
  draft.body["key"] = id;
  draft.body["reason"] = options.reason;
  if (options.compromised_since) draft.body["compromised_since"] = *options.compromised_since;
  LEDGER_TRY(const auto book, open_book(place, purpose_of(options.delivery)));
  LEDGER_TRY(const auto keys,
             read_keys(*book, options.signing.keys, options.signing.passphrase_file));
  draft.stream = stream_of_revocation(*draft.stream.party_id(), id, keys);
  return deliver(*book, std::move(draft), keys, options.delivery);
}

OptionInfo party_option() {
  return {.names = "--party",
          .value = "PARTY",
          .description = "the party that the key belongs to",
          .need = OptionInfo::Need::required};
}
OptionInfo passphrase_option(const char* description) {
  return {.names = "--passphrase-file", .value = "FILE", .description = description};
}

void define_new(Command& key) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<NewOptions>();
  key.add("new", "make a key: a secret file and a public file")
      .option(options->file, {.names = "file",
                              .value = "FILE",
                              .description = "the file to make; it must not exist yet",
                              .need = OptionInfo::Need::required})
      .option(options->passphrase_file,
              passphrase_option("encrypt it with the passphrase in this file (default: ask)"))
      .flag(options->plain, "--plain", "do not encrypt it")
      .flag(options->json, "--json", "print the public key as JSON")
      .example("pledgebook key new gha.pem", "make an encrypted key; it asks for a passphrase")
      .example("pledgebook key new signer.pem --plain", "make an unencrypted key, for a machine")
      .runs([options] { return run_new(*options); });
}

void define_show(Command& key) {
  auto options = std::make_shared<ShowOptions>();
  key.add("show", "show a key's id and public key")
      .option(options->file, {.names = "file",
                              .value = "FILE",
                              .description = "a key file, secret or public",
                              .need = OptionInfo::Need::required})
      .option(options->passphrase_file,
              passphrase_option("the passphrase of an encrypted key (default: ask)"))
      .flag(options->json, "--json", "print as JSON")
      .example("pledgebook key show gha.pem", "show the public key of a secret key")
      .example("pledgebook key show gha.pub.pem --json", "show a public key as JSON")
      .runs([options] { return run_show(*options); });
}

void define_add(Program& program, Command& key) {
  auto options = std::make_shared<AddOptions>();
  Command& command = key.add("add", "add a key to a party");
  command
      .about(
          "A registrar adds a party's first key; the party's own keys add more. Officers' keys and "
          "root keys are added by the root keys: see `pledgebook officer`. The new key must sign "
          "too, to prove that its owner has it: write the statement to a file with --output, and "
          "let the owner run `pledgebook sign`.")
      .option(options->party, party_option())
      .option(options->key_file, {.names = "--key-file",
                                  .value = "FILE",
                                  .description = "the key to add, secret or public",
                                  .need = OptionInfo::Need::required})
      .option(options->label, {.names = "--label",
                               .value = "TEXT",
                               .description = "a label for people, such as \"office, 2026\"",
                               .need = OptionInfo::Need::required})
      .list(options->roles,
            {.names = "--role",
             .value = "member|verifier|registrar|reviewer|auditor",
             .description = "what it may sign: one officer's role, or member, verifier or both"})
      .flag(options->root, "--root", "it is a root key of the operator, and has no role")
      .flag(options->recovered, "--recovered",
            "the party has lost its earlier keys: a registrar alone adds this one, and everything "
            "it signs is marked")
      .option(options->at, at_option());
  add_signing_options(command, options->signing);
  add_delivery_options(command, options->delivery);
  command
      .example(
          "pledgebook key add --party gha-gov --role member --key-file gha.pub.pem --label office "
          "--key registrar.pem -o to-sign.json",
          "a party's first key, by the registrar; its owner signs to-sign.json next")
      .example(
          "pledgebook key add --party gha-gov --role member --key-file second.pem --label "
          "\"second office\" --key gha.pem",
          "a second key, by the party itself")
      .runs([&place = program.place(), options] { return run_add(place, *options); });
}

void define_replace(Program& program, Command& key) {
  auto options = std::make_shared<ReplaceOptions>();
  Command& command = key.add("replace", "replace a key by a new one, as for a new laptop");
  command
      .about(
          "The key that goes signs, and so does the new one. Roles and marks pass to the new key, "
          "and "
          "for every rule that asks for two people both count as one.")
      .option(options->party, party_option())
      .option(options->key_file, {.names = "--key-file",
                                  .value = "FILE",
                                  .description = "the new key, secret or public",
                                  .need = OptionInfo::Need::required})
      .option(options->label, {.names = "--label",
                               .value = "TEXT",
                               .description = "a label for people, such as \"office, 2027\"",
                               .need = OptionInfo::Need::required})
      .option(options->at, at_option());
  add_signing_options(command, options->signing);
  add_delivery_options(command, options->delivery);
  command
      .example(
          "pledgebook key replace --party gha-gov --key-file new.pem --label \"office, 2027\" "
          "--key gha.pem",
          "where both keys are on this machine")
      .example(
          "pledgebook key replace --party gha-gov --key-file new.pub.pem --label \"office, 2027\" "
          "--key gha.pem -o to-sign.json",
          "where the new key is on another one, which signs to-sign.json next")
      .runs([&place = program.place(), options] { return run_replace(place, *options); });
}

void define_revoke(Program& program, Command& key) {
  auto options = std::make_shared<RevokeOptions>();
  Command& command = key.add("revoke", "revoke a key");
  command
      .about(
          "A party revokes its key with another of its keys; a registrar revokes any member's or "
          "verifier's key; the root keys revoke any key.")
      .option(options->party, party_option())
      .option(options->key, {.names = "--revoke",
                             .value = "FILE",
                             .description = "the key: its file, secret or public, or its id",
                             .need = OptionInfo::Need::required})
      .option(options->reason, {.names = "--reason",
                                .value = "TEXT",
                                .description = "why",
                                .need = OptionInfo::Need::required})
      .option(options->compromised_since,
              {.names = "--compromised-since",
               .value = "N",
               .description =
                   "mark what it signed from record N on as disputed; registrar or root keys only"})
      .option(options->at, at_option());
  add_signing_options(command, options->signing);
  add_delivery_options(command, options->delivery);
  command
      .example(
          "pledgebook key revoke --party gha-gov --revoke old.pub.pem --reason \"office "
          "moved\" --key gha.pem",
          "a party's key, revoked by another of its keys")
      .example(
          "pledgebook key revoke --party gha-gov --revoke gha.pub.pem --reason stolen "
          "--compromised-since 812 --key registrar.pem",
          "a stolen key, revoked by a registrar")
      .runs([&place = program.place(), options] { return run_revoke(place, *options); });
}

}  // namespace

void define_key(Program& program) {
  Command& key = program.root().add("key", "make, show, add, replace and revoke keys");
  define_new(key);
  define_show(key);
  define_add(program, key);
  define_replace(program, key);
  define_revoke(program, key);
}

}  // namespace pledgebook::cli
