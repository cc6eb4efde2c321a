// SPDX-License-Identifier: Apache-2.0
// pledgebook key new, show, list, add, replace, revoke
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <memory>
#include <utility>

#include "cli/book/governance_book.h"
#include "cli/commands/commands.h"
#include "cli/shell/format.h"
#include "cli/shell/output_file.h"
#include "cli/shell/passphrase.h"
#include "cli/shell/terminal.h"
#include "cli/statement/draft.h"
#include "cli/statement/key_change.h"
#include "cli/statement/key_in_hand.h"
#include "cli/text/key_text.h"
#include "crypto/base64.h"
#include "crypto/key_file.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct NewOptions {
  std::string file;
  PassphraseSource passphrase;
  bool plain = false;
  bool json = false;
};

struct ShowOptions {
  std::string file;
  PassphraseSource passphrase;
  bool json = false;
};

struct ListOptions {
  std::optional<std::string> party;
  Format format;
};

struct AddOptions {
  NewKey key;
  std::vector<std::string> roles;
  bool root = false;
  bool recovered = false;
};

struct RevokeOptions {
  std::string party;
  Revocation revocation;
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
  LEDGER_TRY(auto given, given_passphrase(options.passphrase));
  if (given) return *std::move(given);
  if (!can_ask()) {
    return usage(
        "there is no terminal to ask for a passphrase: give --passphrase-file F or "
        "--passphrase-command C, or --plain for an unencrypted key file");
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
  LEDGER_TRY(const EitherKey key, read_either(options.file, options.passphrase));
  print_key(key.public_key, options.json);
  return {};
}

Outcome<ledger::PartyId> party_id_of(const std::string& given) {
  if (auto id = ledger::PartyId::parse(given)) return *std::move(id);
  return usage(fmt::format("invalid id `{}`: use 1 to 64 of a to z, 0 to 9 and -", given));
}

void print_keys(const std::vector<ledger::Key>& keys, Party party, const Format& format) {
  if (format.is_json()) {
    fmt::print("{}\n", json::serialize(json::object{{"rows", keys_json(keys)}}));
  } else {
    print_table(key_table(keys, party), format);
  }
}

Outcome<void> run_list(const Place& place, const ListOptions& options) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  if (!options.party) {
    LEDGER_TRY(const auto keys, read_all_keys(*book));
    print_keys(keys, Party::shown, options.format);
    return {};
  }
  LEDGER_TRY(const ledger::PartyId party, party_id_of(*options.party));
  LEDGER_TRY(const auto keys, read_keys_of(*book, party));
  print_keys(keys, Party::known, options.format);
  return {};
}

Outcome<void> run_add(const Place& place, const AddOptions& options) {
  if (options.root == !options.roles.empty()) {
    return usage(
        "say what the key may sign: --role ROLE, once or more, or --root for a root key of the "
        "operator");
  }
  json::object more{{"roles", json::array(options.roles.begin(), options.roles.end())}};
  if (options.root) more["root"] = true;
  if (options.recovered) more["recovered"] = true;
  return deliver_new_key(place, "key.added", options.key, more);
}

// In the party's own stream by another of its keys; else in governance, where a registrar or the
// root keys sign.
ledger::StreamId stream_of_revocation(const ledger::PartyId& party, const ledger::KeyId& revoked,
                                      const std::vector<KeyInHand>& keys) {
  const bool is_own = std::ranges::any_of(keys, [&](const KeyInHand& key) {
    return key.is_active() && key.holder->party == party && key.id != revoked &&
           std::ranges::none_of(key.holder->roles, ledger::is_officer);
  });
  return is_own ? ledger::StreamId::keys(party) : ledger::StreamId::governance();
}

Outcome<void> run_revoke(const Place& place, const RevokeOptions& options) {
  const Revocation& revocation = options.revocation;
  LEDGER_TRY(const ledger::PartyId party, party_id_of(options.party));
  LEDGER_TRY(const ledger::Instant at, read_at(revocation.at));
  LEDGER_TRY(const auto book, open_book(place, purpose_of(revocation.delivery)));
  LEDGER_TRY(const auto known, read_keys_of(*book, party));
  LEDGER_TRY(const ledger::KeyId id,
             find_key_id(revocation.key, known, party.text(), revocation.signing.passphrase));
  LEDGER_TRY(const auto keys,
             read_keys(*book, revocation.signing.keys, revocation.signing.passphrase));
  Draft draft{.kind = "key.revoked",
              .stream = stream_of_revocation(party, id, keys),
              .at = at,
              .body = revocation_body(revocation, id.hex()),
              .signers = {}};
  const auto revoked = std::ranges::find(known, id, &ledger::Key::id);
  const std::string change = revoked == known.end() ? std::string() : key_words(*revoked);
  return deliver(*book, std::move(draft), keys, revocation.delivery, {.change = change});
}

void define_new(Command& key) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<NewOptions>();
  Command& command = key.add("new", "make a key: a secret file and a public file");
  command.option(options->file, {.names = "file",
                                 .value = "FILE",
                                 .description = "the file to make; it must not exist yet",
                                 .need = OptionInfo::Need::required});
  add_passphrase_options(command, options->passphrase, "of the new key");
  command.flag(options->plain, "--plain", "do not encrypt it")
      .flag(options->json, "--json", "print the public key as JSON")
      .example("pledgebook key new gha.pem", "make an encrypted key; it asks for a passphrase")
      .example("pledgebook key new signer.pem --plain", "make an unencrypted key, for a machine")
      .needs_no_ledger()
      .runs([options] { return run_new(*options); });
}

void define_show(Command& key) {
  auto options = std::make_shared<ShowOptions>();
  Command& command = key.add("show", "show a key's id and public key");
  command.option(options->file, {.names = "file",
                                 .value = "FILE",
                                 .description = "a key file, secret or public",
                                 .need = OptionInfo::Need::required});
  add_passphrase_options(command, options->passphrase, "of an encrypted key");
  command.flag(options->json, "--json", "print as JSON")
      .example("pledgebook key show gha.pem", "show the public key of a secret key")
      .example("pledgebook key show gha.pub.pem --json", "show a public key as JSON")
      .needs_no_ledger()
      .runs([options] { return run_show(*options); });
}

void define_list(Program& program, Command& key) {
  auto options = std::make_shared<ListOptions>();
  Command& command =
      key.add("list", "list keys: whose they are, what they may sign, and which are active");
  command.option(options->party,
                 {.names = "party",
                  .value = "PARTY",
                  .description = "whose keys (default: all; then the whole ledger is read)"});
  add_format_options(command, options->format, "the keys");
  command.example("pledgebook key list gha-gov", "a party's keys, with their whole ids")
      .example("pledgebook key list", "every key of the ledger")
      .runs([&place = program.place(), options] { return run_list(place, *options); });
}

void define_add(Program& program, Command& key) {
  auto options = std::make_shared<AddOptions>();
  Command& command = key.add("add", "add a key to a party");
  command.about(
      "A registrar adds a party's first key; the party's own keys add more. Officers' keys and "
      "root keys are added by the root keys: see `pledgebook officer`. The new key must sign "
      "too, to prove that its owner has it: write the statement to a file with --output, and "
      "let the owner run `pledgebook sign`.");
  add_new_key_options(command, options->key, "the party that the key belongs to", "office, 2026");
  command
      .list(options->roles,
            {.names = "--role",
             .value = "member|verifier|registrar|reviewer|auditor",
             .description = "what it may sign: one officer's role, or member, verifier or both"})
      .flag(options->root, "--root", "it is a root key of the operator, and has no role")
      .flag(options->recovered, "--recovered",
            "the party has lost its earlier keys: a registrar alone adds this one, and everything "
            "it signs is marked");
  add_signed_options(command, options->key.at, options->key.signing, options->key.delivery);
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
  auto options = std::make_shared<NewKey>();
  Command& command = key.add("replace", "replace a key by a new one, as for a new laptop");
  command.about(
      "The key that goes signs, and so does the new one. Roles and marks pass to the new key, and "
      "for every rule that asks for two people both count as one.");
  add_new_key_options(command, *options, "the party that the key belongs to", "office, 2027");
  add_signed_options(command, options->at, options->signing, options->delivery);
  command
      .example(
          "pledgebook key replace --party gha-gov --key-file new.pem --label \"office, 2027\" "
          "--key gha.pem",
          "where both keys are on this machine")
      .example(
          "pledgebook key replace --party gha-gov --key-file new.pub.pem --label \"office, 2027\" "
          "--key gha.pem -o to-sign.json",
          "where the new key is on another one, which signs to-sign.json next")
      .runs([&place = program.place(), options] {
        return deliver_new_key(place, "key.replaced", *options, {});
      });
}

void define_revoke(Program& program, Command& key) {
  auto options = std::make_shared<RevokeOptions>();
  Revocation& revocation = options->revocation;
  Command& command = key.add("revoke", "revoke a key");
  command
      .about(
          "A party revokes its key with another of its keys; a registrar revokes any member's or "
          "verifier's key; the root keys revoke any key.")
      .option(options->party, {.names = "--party",
                               .value = "PARTY",
                               .description = "the party that the key belongs to",
                               .need = OptionInfo::Need::required})
      .option(revocation.key,
              {.names = "--revoke",
               .value = "FILE",
               .description = "the key: its file, secret or public, its id, or the first 4 or "
                              "more characters of its id",
               .need = OptionInfo::Need::required});
  add_revocation_options(command, revocation);
  add_signed_options(command, revocation.at, revocation.signing, revocation.delivery);
  command
      .example(
          "pledgebook key revoke --party gha-gov --revoke bae5887f --reason \"office moved\" --key "
          "gha.pem",
          "a party's key, revoked by another of its keys")
      .example(
          "pledgebook key revoke --party gha-gov --revoke gha.pub.pem --reason stolen "
          "--compromised-since 812 --key registrar.pem",
          "a stolen key, revoked by a registrar")
      .runs([&place = program.place(), options] { return run_revoke(place, *options); });
}

}  // namespace

void define_key(Program& program) {
  Command& key = program.root().add("key", "make, show, list, add, replace and revoke keys");
  define_new(key);
  define_show(key);
  define_list(program, key);
  define_add(program, key);
  define_replace(program, key);
  define_revoke(program, key);
}

}  // namespace pledgebook::cli
