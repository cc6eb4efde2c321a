// SPDX-License-Identifier: Apache-2.0
// pledgebook officer add, remove, list: what the root keys decide together.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <memory>
#include <string>
#include <utility>

#include "cli/book/governance_book.h"
#include "cli/commands/commands.h"
#include "cli/shell/format.h"
#include "cli/statement/delivery.h"
#include "cli/statement/draft.h"
#include "cli/statement/key_change.h"
#include "cli/text/key_text.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct AddOptions {
  NewKey key;
  std::string role;
  bool recovered = false;
};

Outcome<void> run_add(const Place& place, const AddOptions& options) {
  json::object more{{"roles", json::array{json::value(options.role)}}};
  if (options.recovered) more["recovered"] = true;
  return deliver_new_key(place, "key.added", options.key, more);
}

// The keys among which a person means one: the operator's, or of another party its own.
Outcome<std::vector<ledger::Key>> keys_beside(Book& book, const std::string& given) {
  if (const auto id = ledger::KeyId::from_hex(given)) {
    LEDGER_TRY(const auto holder, book.holder(*id));
    if (holder) return read_keys_of(book, holder->party);
  }
  return read_operator_keys(book);
}

Outcome<void> run_remove(const Place& place, const Revocation& revocation) {
  LEDGER_TRY(const ledger::Instant at, read_at(revocation.at));
  LEDGER_TRY(const auto book, open_book(place, purpose_of(revocation.delivery)));
  LEDGER_TRY(const auto operators, read_operator_keys(*book));
  LEDGER_TRY(const ledger::KeyId id,
             find_key_id(revocation.key, operators, "the operator", revocation.signing.passphrase));
  LEDGER_TRY(const auto known, keys_beside(*book, id.hex()));
  const auto revoked = std::ranges::find(known, id, &ledger::Key::id);
  Draft draft{.kind = "key.revoked",
              .stream = ledger::StreamId::governance(),
              .at = at,
              .body = revocation_body(revocation, id.hex()),
              .signers = {}};
  return deliver(*book, std::move(draft), revocation.signing, revocation.delivery,
                 {.change = revoked == known.end() ? std::string() : key_words(*revoked)});
}

void define_add(Program& program, Command& officer) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<AddOptions>();
  Command& command = officer.add("add", "add an officer's key, by the root keys");
  command.about(
      "The root keys sign together, and so does the new key. The party must have the role: if it "
      "has not, the root keys and a registrar give it with `pledgebook party update` first. Each "
      "holder of a key signs where the key is: write the statement with --output, and let the "
      "others run `pledgebook sign`.");
  add_new_key_options(command, options->key, "the officer's party, mostly the operator",
                      "auditor, third floor");
  command
      .option(options->role, {.names = "--role",
                              .value = "registrar|reviewer|auditor",
                              .description = "the officer's role",
                              .need = OptionInfo::Need::required})
      .flag(options->recovered, "--recovered",
            "another party has lost its earlier keys: everything that this one signs is marked");
  add_signed_options(command, options->key.at, options->key.signing, options->key.delivery);
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
  auto options = std::make_shared<Revocation>();
  Command& command =
      officer.add("remove", "revoke an officer's key or a root key, by the root keys");
  command.option(options->key,
                 {.names = "key",
                  .value = "KEY",
                  .description = "the key: its file, secret or public, its id, or the first 4 or "
                                 "more characters of its id",
                  .need = OptionInfo::Need::required});
  add_revocation_options(command, *options);
  add_signed_options(command, options->at, options->signing, options->delivery);
  command
      .example(
          "pledgebook officer remove auditor-2.pub.pem --reason \"left the bureau\" --key "
          "root-1.pem --key root-2.pem",
          "the key's file")
      .example(
          "pledgebook officer remove reviewer.pub.pem --reason stolen --compromised-since 812 "
          "--key root-1.pem -o to-sign.json",
          "a stolen key; the second root key signs to-sign.json next")
      .runs([&place = program.place(), options] { return run_remove(place, *options); });
}

Outcome<void> run_list(const Place& place, const Format& format) {
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(const auto keys, read_operator_keys(*book));
  if (format.is_json()) {
    fmt::print("{}\n", json::serialize(json::object{{"rows", keys_json(keys)}}));
  } else {
    print_table(key_table(keys, Party::known), format);
  }
  return {};
}

}  // namespace

void define_officer(Program& program) {
  Command& officer = program.root().add("officer", "add, remove and list officers");
  define_add(program, officer);
  define_remove(program, officer);
  auto format = std::make_shared<Format>();
  Command& list = officer.add("list", "list the operator's root keys and officers");
  add_format_options(list, *format, "the keys");
  list.example("pledgebook officer list", "all keys, and which are active")
      .example("pledgebook officer list --server https://pledges.example.org", "of a server")
      .runs([&place = program.place(), format] { return run_list(place, *format); });
}

}  // namespace pledgebook::cli
