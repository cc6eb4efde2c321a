// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/statement_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <memory>
#include <utility>

#include "cli/shell/input_file.h"
#include "cli/shell/output_file.h"
#include "cli/statement/answer_text.h"
#include "cli/statement/key_in_hand.h"
#include "cli/statement/statement_maker.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"
#include "ledger/error.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string id;
  std::optional<std::string> at;
  std::optional<std::string> body;
  SigningOptions signing;
  Delivery delivery;
  BodyFlags flags;
};

Outcome<json::object> read_body_file(const std::string& path) {
  LEDGER_TRY(const std::string text, read_whole(path, ledger::kEnvelopeBytesMax));
  const auto value = ledger::parse_json(text);
  if (!value) return usage(fmt::format("{}: {}", path, sentence_of(value.error())));
  if (!value->is_object()) return usage(fmt::format("{}: the body must be a JSON object", path));
  return value->get_object();
}

Outcome<Draft> draft_of(const StatementSpec& spec, const Options& options) {
  const std::string name = std::string(spec.stream) + options.id;
  auto stream = ledger::StreamId::parse(name);
  if (!stream) {
    return usage(fmt::format("invalid id `{}`: use 1 to 64 of a to z, 0 to 9 and -", options.id));
  }
  LEDGER_TRY(const ledger::Instant at, read_at(options.at));
  Draft draft{.kind = std::string(spec.kind),
              .stream = *std::move(stream),
              .at = at,
              .body = spec.defaults,
              .signers = {}};
  if (options.body) {
    LEDGER_TRY(draft.body, read_body_file(*options.body));
  }
  LEDGER_CHECK(options.flags.apply(draft.body));
  return draft;
}

// The option of a member, or the first option of the fields inside it.
const BodyFlag* flag_of(const StatementSpec& spec, std::string_view pointer) {
  for (const FlagGroup& group : spec.flags) {
    const std::string below = group.below.empty() ? "/" : fmt::format("/{}/", group.below);
    for (const BodyFlag& flag : group.flags) {
      const std::string place = below + std::string(flag.member);
      if (place == pointer || place.starts_with(std::string(pointer) + "/")) return &flag;
    }
  }
  return nullptr;
}

// Whether an option that the body needs is missing; the ledger finds all other mistakes in the
// body.
Outcome<void> check_given(const StatementSpec& spec, json::object body) {
  constexpr std::string_view kBody = "/body";
  // The member may be missing, or hold the beginning of a sid.
  if (!spec.completed.empty()) body[spec.completed] = std::string(2 * crypto::Hash::kSize, '0');
  const auto read = ledger::read_body(spec.kind, body);
  if (read || read.error().code != "member_missing") return {};
  const std::string_view pointer = std::string_view(read.error().pointer).substr(kBody.size());
  const BodyFlag* flag = flag_of(spec, pointer);
  if (flag == nullptr) return {};
  return usage(fmt::format(
      "{} is missing: give it, or the field \"{}\" in --body FILE",
      flag->value.empty() ? std::string(flag->name) : fmt::format("{} {}", flag->name, flag->value),
      pointer.substr(1)));
}

Outcome<void> run(const Place& place, const StatementSpec& spec, const Options& options) {
  LEDGER_TRY(Draft draft, draft_of(spec, options));
  LEDGER_CHECK(check_given(spec, draft.body));
  LEDGER_TRY(const auto book, open_book(place, purpose_of(options.delivery)));
  if (spec.complete) LEDGER_CHECK(spec.complete(*book, draft));
  return deliver(*book, std::move(draft), options.signing, options.delivery);
}

// Who must still sign, and how.
Outcome<void> check_complete(const Signing& signing, const Delivery& delivery) {
  if (delivery.output || delivery.dry_run) return {};
  if (signing.lacks_new_key) {
    return usage(
        "the new key must sign too: give its secret key file with --key, or write the statement "
        "with --output FILE and let the key's owner run `pledgebook sign FILE --key …`");
  }
  if (!signing.missing.empty()) {
    return usage(
        fmt::format("{} must sign too: give its key with --key, or write the statement "
                    "with --output FILE and let it run `pledgebook sign FILE --key …`",
                    signing.missing.front().text()));
  }
  return {};
}

// A registrar who adds a key to a party that already has one needs the party's signature too.
Outcome<void> ask_for_partys_signature(Book& book, Draft& draft,
                                       const std::vector<KeyInHand>& keys) {
  const auto party = draft.stream.party_id();
  if (draft.kind != "key.added" || !party || draft.body.contains("recovered")) return {};
  const auto chosen = choose_keys(draft, keys);
  if (!chosen || std::ranges::find(chosen->signers, *party) != chosen->signers.end()) return {};
  LEDGER_TRY(const bool has_key, book.has_active_key(*party));
  if (!has_key) return {};
  draft.signers = chosen->signers;
  draft.signers.push_back(*party);
  std::ranges::sort(draft.signers);
  return {};
}

}  // namespace

void add_signing_options(Command& command, SigningOptions& options) {
  command
      .list(
          options.keys,
          {.names = "--key",
           .value = "FILE",
           .description = "sign with this secret key; of several, those with the right roles sign",
           .need = OptionInfo::Need::required})
      .option(options.passphrase_file,
              {.names = "--passphrase-file",
               .value = "FILE",
               .description = "the passphrase of encrypted keys (default: ask)"});
}

void add_delivery_options(Command& command, Delivery& delivery) {
  command.flag(delivery.dry_run, "--dry-run", "print the statement that would be signed, and stop")
      .option(delivery.output, {.names = "-o,--output",
                                .value = "FILE",
                                .description = "write the signed statement to a file and do not "
                                               "submit it, so that others can sign too"})
      .flag(delivery.json, "--json", "print the answer as JSON");
}

Purpose purpose_of(const Delivery& delivery) {
  return delivery.dry_run || delivery.output ? Purpose::read : Purpose::write;
}

Outcome<ledger::Instant> read_at(const std::optional<std::string>& text) {
  if (!text) return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto at = ledger::parse_instant(*text);
  if (!at) {
    return usage(fmt::format("--at {}: write a time such as 2026-11-21T10:00:00Z", *text));
  }
  return *at;
}

Outcome<void> deliver(Book& book, Draft draft, const SigningOptions& options,
                      const Delivery& delivery) {
  LEDGER_TRY(const auto keys, read_keys(book, options.keys, options.passphrase_file));
  LEDGER_CHECK(ask_for_partys_signature(book, draft, keys));
  LEDGER_TRY(const std::string ledger_name, book.ledger());
  LEDGER_TRY(const auto prev, book.head(draft.stream));
  const StatementMaker maker(ledger_name, keys);
  LEDGER_TRY(const MadeStatement made, outcome(maker.make(draft, prev)));
  // Checks that need no registry come before anything is written.
  if (const auto statement = ledger::decode_statement(made.signed_statement.payload); !statement) {
    return std::unexpected(failure_of(statement.error()));
  }
  LEDGER_CHECK(check_complete(made.signing, delivery));
  if (delivery.dry_run) {
    fmt::print("{}\n", made.signed_statement.payload);
    return {};
  }
  if (delivery.output) {
    return write_new(*delivery.output, ledger::encode_envelope(made.signed_statement) + "\n");
  }
  const ledger::Answer answer = submit_and_wait(book, made.signed_statement);
  if (delivery.json) fmt::print("{}\n", json::serialize(answer_json(answer)));
  LEDGER_TRY(const std::string sentence, answer_sentence(answer, book, draft.stream));
  if (!delivery.json) fmt::print("{}: {}\n", draft.stream.text(), sentence);
  return {};
}

Outcome<void> complete_sid(Book& book, Draft& draft, std::string_view member,
                           std::span<const std::string_view> kinds) {
  json::value& value = draft.body[member];
  const std::string given = value.is_string() ? std::string(value.get_string()) : std::string();
  if (given.size() == 2 * crypto::Hash::kSize) return {};
  LEDGER_TRY(const auto entries, book.stream(draft.stream));
  std::vector<std::string> found;
  for (const BookEntry& entry : entries) {
    const auto statement = ledger::decode_statement(entry.signed_statement.payload);
    if (!statement || std::ranges::find(kinds, statement->kind()) == kinds.end()) continue;
    if (entry.sid.hex().starts_with(given)) found.push_back(entry.sid.hex());
  }
  if (found.empty()) {
    const std::string what = given.empty() ? std::string() : fmt::format(" with the sid {}", given);
    return not_found(
        fmt::format("{} has no {}{}: `pledgebook log --stream {}` lists its statements",
                    draft.stream.text(), kinds.front(), what, draft.stream.text()));
  }
  if (!given.empty() && found.size() > 1) {
    return usage(fmt::format("several sids begin with {}: give more characters", given));
  }
  value = found.back();
  return {};
}

void define_statement(Program& program, Command& parent, StatementSpec spec) {
  Command& command = parent.add(spec.command, std::string(spec.purpose));
  if (!spec.about.empty()) command.about(std::string(spec.about));
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<Options>();
  command.option(options->id,
                 {.names = "id",
                  .value = std::string(spec.subject),
                  .description = spec.subject == "PARTY" ? "the party's id" : "the pledge's id",
                  .need = OptionInfo::Need::required});
  for (const FlagGroup& group : spec.flags) {
    options->flags.add(command, group.flags, group.below);
  }
  command.option(
      options->body,
      {.names = "--body",
       .value = "FILE",
       .description = "the whole body as JSON, - for standard input; options override the file"});
  command.option(
      options->at,
      {.names = "--at",
       .value = "TIME",
       .description = "the statement's time, such as 2026-11-21T10:00:00Z (default: now)"});
  add_signing_options(command, options->signing);
  add_delivery_options(command, options->delivery);
  for (Example& example : spec.examples) {
    command.example(std::move(example.line), std::move(example.what));
  }
  spec.examples.clear();
  command.runs([&place = program.place(), spec = std::move(spec), options]() -> Outcome<void> {
    return run(place, spec, *options);
  });
}

}  // namespace pledgebook::cli
