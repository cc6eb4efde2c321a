// SPDX-License-Identifier: Apache-2.0
#include "cli/statement/delivery.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <chrono>

#include "cli/shell/output_file.h"
#include "cli/shell/terminal.h"
#include "cli/statement/answer_text.h"
#include "cli/statement/consent.h"
#include "cli/statement/statement_maker.h"
#include "cli/text/statement_words.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

// Who must still sign, in words; empty if nobody must.
std::string missing_text(const Signing& signing) {
  std::string text;
  const auto add = [&](const std::string& who) { text += (text.empty() ? "" : ", ") + who; };
  if (signing.lacks_new_key) add("the new key");
  if (signing.root_keys_missing > 0) {
    add(fmt::format("{} more root key{}", signing.root_keys_missing,
                    signing.root_keys_missing == 1 ? "" : "s"));
  }
  for (const ledger::PartyId& party : signing.missing) add(party.text());
  return text;
}

Outcome<void> check_complete(const Signing& signing, const Delivery& delivery) {
  if (delivery.output || delivery.dry_run || signing.is_complete()) return {};
  return usage(
      fmt::format("{} must sign too: give the key files with --key, or write the statement with "
                  "--output FILE and let the others run `pledgebook sign FILE --key …`",
                  missing_text(signing)));
}

// A registrar who adds a key to a party that already has one needs the party's signature too.
Outcome<void> ask_for_partys_signature(Book& book, Draft& draft,
                                       const std::vector<KeyInHand>& keys) {
  const auto party = draft.stream.party_id();
  if (draft.kind != "key.added" || !party || draft.body.contains("recovered") ||
      draft.body.contains("root") || !draft.signers.empty())
    return {};
  const auto chosen = choose_keys(draft, keys);
  if (!chosen || std::ranges::find(chosen->signers, *party) != chosen->signers.end()) return {};
  LEDGER_TRY(const bool has_key, book.has_active_key(*party));
  if (!has_key) return {};
  draft.signers = chosen->signers;
  draft.signers.push_back(*party);
  std::ranges::sort(draft.signers);
  return {};
}

std::string signers_text(const Signing& signing) {
  std::string text;
  for (const KeyInHand* key : signing.keys) {
    text += fmt::format("  {:<16}{}{}\n", text.empty() ? "signed with" : "", key->path,
                        key->holder ? fmt::format(" ({})", key->holder->party.text()) : "");
  }
  const std::string missing = missing_text(signing);
  if (!missing.empty()) text += fmt::format("  {:<16}{}\n", "still to sign", missing);
  return text;
}

Outcome<void> write_envelope(const MadeStatement& made, const std::string& path) {
  LEDGER_CHECK(write_new(path, ledger::encode_envelope(made.signed_statement) + "\n"));
  if (path == "-") return {};
  const std::string missing = missing_text(made.signing);
  if (missing.empty()) {
    fmt::print(stderr, "wrote {0}; next: pledgebook submit {0}\n", shell_word(path));
  } else {
    fmt::print(stderr,
               "wrote {0}; still to sign: {1}; next: pledgebook sign {0} --key FILE -o SIGNED\n",
               shell_word(path), missing);
  }
  return {};
}

std::string in_words(const ledger::Refusal& refusal, const Remarks& remarks) {
  std::string words = remarks.explain ? remarks.explain(refusal) : std::string();
  return words.empty() ? sentence_of(refusal) : words;
}

// Why the ledger would refuse the statement with these signatures: all reasons at once.
Outcome<void> ask_ledger(Book& book, const PreparedStatement& prepared, const Delivery& delivery,
                         const Remarks& remarks) {
  std::vector<ledger::KeyId> signing;
  for (const KeyInHand* key : prepared.signing.keys) signing.push_back(key->id);
  LEDGER_TRY(const auto refusals, book.would_refuse(prepared.payload, signing));
  if (refusals.empty()) return {};
  if (delivery.json && !delivery.dry_run)
    fmt::print("{}\n", json::serialize(answer_json(ledger::Refused{refusals.front()})));
  const std::string verdict = "the ledger would refuse it; nothing was signed";
  if (refusals.size() == 1) return no(verdict + ": " + in_words(refusals.front(), remarks));
  for (const ledger::Refusal& refusal : refusals)
    fmt::print(stderr, "  {}\n", one_line(in_words(refusal, remarks)));
  return no(fmt::format("{}: the {} reasons are above", verdict, refusals.size()));
}

Outcome<void> print_trial(Book& book, const PreparedStatement& prepared, const Delivery& delivery,
                          const Remarks& remarks) {
  fmt::print("{}\n", prepared.payload);
  LEDGER_CHECK(ask_ledger(book, prepared, delivery, remarks));
  fmt::print(stderr, "the ledger would accept it; nothing was signed\n");
  return {};
}

// Faults are found before anybody is asked to sign. While others must still sign, the ledger would
// miss their signatures, so only the statement's form is checked.
Outcome<void> check_before_consent(Book& book, const PreparedStatement& prepared,
                                   const Delivery& delivery, const Remarks& remarks) {
  if (prepared.signing.is_complete()) return ask_ledger(book, prepared, delivery, remarks);
  const auto statement = ledger::decode_statement(prepared.payload);
  if (!statement) return no(in_words(statement.error(), remarks));
  return {};
}

}  // namespace

void add_signing_options(Command& command, SigningOptions& options, OptionInfo::Need need) {
  command.list(
      options.keys,
      {.names = "--key",
       .value = "FILE",
       .description = "sign with this secret key; of several, those with the right roles sign",
       .need = need,
       .environment = std::string(kKeyVariable)});
  add_passphrase_options(command, options.passphrase);
}

void add_delivery_options(Command& command, Delivery& delivery) {
  command
      .flag(delivery.dry_run, "--dry-run",
            "sign nothing: print the statement, and whether the ledger would accept it")
      .option(delivery.output, {.names = "-o,--output",
                                .value = "FILE",
                                .description = "write the signed statement to a file and do not "
                                               "submit it, so that others can sign too"})
      .flag(delivery.json, "--json", "print the answer as JSON");
  add_consent_option(command, delivery.yes);
}

Purpose purpose_of(const Delivery& delivery) {
  return delivery.dry_run || delivery.output ? Purpose::read : Purpose::write;
}

OptionInfo at_option() {
  return {.names = "--at",
          .value = "TIME",
          .description = "the statement's time, such as 2026-11-21T10:00:00Z (default: now)"};
}

Outcome<ledger::Instant> read_at(const std::optional<std::string>& text) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (!text || *text == "now") return now;
  if (const auto day = ledger::parse_date(*text)) {
    const auto end = ledger::Instant(*day) + std::chrono::days(1) - std::chrono::seconds(1);
    return *day == std::chrono::floor<std::chrono::days>(now) ? now : end;
  }
  const auto at = ledger::parse_instant(*text);
  if (!at) {
    return usage(fmt::format(
        "--at {}: write a day such as 2026-11-21, or a time such as 2026-11-21T10:00:00Z", *text));
  }
  return *at;
}

Outcome<void> deliver(Book& book, Draft draft, const SigningOptions& options,
                      const Delivery& delivery, const Remarks& remarks) {
  LEDGER_TRY(const auto keys, read_keys(book, options.keys, options.passphrase));
  return deliver(book, std::move(draft), keys, delivery, remarks);
}

Outcome<void> deliver(Book& book, Draft draft, const std::vector<KeyInHand>& keys,
                      const Delivery& delivery, const Remarks& remarks) {
  LEDGER_CHECK(ask_for_partys_signature(book, draft, keys));
  LEDGER_TRY(const std::string ledger_name, book.ledger());
  LEDGER_TRY(const auto prev, book.head(draft.stream));
  const StatementMaker maker(ledger_name, keys);
  LEDGER_TRY(const PreparedStatement prepared, outcome(maker.prepare(draft, prev)));
  LEDGER_CHECK(check_complete(prepared.signing, delivery));
  const std::string words =
      statement_words(prepared.payload) + remarks.change + signers_text(prepared.signing);
  if (delivery.dry_run) {
    fmt::print(stderr, "{}", words);
    return print_trial(book, prepared, delivery, remarks);
  }
  LEDGER_CHECK(check_before_consent(book, prepared, delivery, remarks));
  LEDGER_CHECK(
      ask_consent(words, delivery.output ? "sign it?" : "sign and submit it?", delivery.yes));
  LEDGER_TRY(const MadeStatement made, outcome(maker.make(draft, prev)));
  if (delivery.output) return write_envelope(made, *delivery.output);
  const ledger::Answer answer = submit_and_wait(book, made.signed_statement);
  if (delivery.json) fmt::print("{}\n", json::serialize(answer_json(answer)));
  LEDGER_TRY(const std::string sentence, answer_sentence(answer, book, draft.stream));
  if (delivery.json) return {};
  fmt::print("{}: {}\n", draft.stream.text(), sentence);
  const auto* accepted = std::get_if<ledger::Accepted>(&answer);
  if (accepted != nullptr && remarks.afterwards)
    fmt::print("{}", remarks.afterwards(accepted->recorded_at));
  return {};
}

}  // namespace pledgebook::cli
