// SPDX-License-Identifier: Apache-2.0
// pledgebook sign, pledgebook submit: statements in files, so that several people can sign one.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <memory>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/shell/input_file.h"
#include "cli/shell/output_file.h"
#include "cli/shell/terminal.h"
#include "cli/statement/answer_text.h"
#include "cli/statement/consent.h"
#include "cli/statement/key_in_hand.h"
#include "cli/statement/statement_command.h"
#include "cli/statement/statement_maker.h"
#include "cli/text/statement_words.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/envelope.h"
#include "ledger/domain/json/statement.h"

namespace pledgebook::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kStatementsShown = 10;
constexpr std::size_t kSubmitBytesMax = std::size_t{64} * 1'024 * 1'024;

struct SignOptions {
  std::string file;
  SigningOptions signing;
  std::optional<std::string> output;
  bool yes = false;
};

struct SubmitOptions {
  std::string file;
  bool yes = false;
  bool json = false;
};

// Adds signatures by the keys; a signature that is there already is kept.
ledger::SignedStatement with_signatures(ledger::SignedStatement statement,
                                        const std::vector<KeyInHand>& keys) {
  std::vector<const crypto::SecretKey*> secrets;
  secrets.reserve(keys.size());
  for (const KeyInHand& key : keys) secrets.push_back(&key.key);
  auto added = ledger::sign_statement(statement.payload, secrets);
  for (const ledger::KeySignature& signature : added.signatures) {
    const bool is_there = std::ranges::any_of(
        statement.signatures, [&](const auto& given) { return given.key == signature.key; });
    if (!is_there) statement.signatures.push_back(signature);
  }
  std::ranges::sort(statement.signatures, {}, &ledger::KeySignature::key);
  return statement;
}

// The keys, without asking the ledger who holds them.
Outcome<std::vector<KeyInHand>> read_keys_alone(const SigningOptions& signing) {
  std::vector<KeyInHand> keys;
  for (const std::string& path : signing.keys) {
    LEDGER_TRY(auto key, read_key(path, signing.passphrase));
    keys.push_back(std::move(key));
  }
  return keys;
}

// A statement to which signatures are added, and the keys that add them.
struct ToSign {
  ledger::SignedStatement statement;
  std::vector<KeyInHand> keys;
};

Outcome<ToSign> to_sign_from_draft(const Place& place, const json::value& value,
                                   const SigningOptions& signing) {
  LEDGER_TRY(const Draft draft, outcome(read_draft(value)));
  LEDGER_TRY(const auto book, open_book(place, Purpose::read));
  LEDGER_TRY(auto keys, read_keys(*book, signing.keys, signing.passphrase));
  LEDGER_TRY(const std::string name, book->ledger());
  LEDGER_TRY(const auto prev, book->head(draft.stream));
  LEDGER_TRY(PreparedStatement prepared, outcome(StatementMaker(name, keys).prepare(draft, prev)));
  std::vector<KeyInHand> chosen;
  for (KeyInHand& key : keys) {
    const bool is_chosen = std::ranges::any_of(prepared.signing.keys,
                                               [&](const KeyInHand* one) { return one == &key; });
    if (is_chosen) chosen.push_back(std::move(key));
  }
  return ToSign{{std::move(prepared.payload), {}}, std::move(chosen)};
}

// The file's content decides: an envelope gets signatures, a whole statement is signed as it is,
// and an unfinished one first gets its place in the ledger.
Outcome<ToSign> read_to_sign(const Place& place, const std::string& text,
                             const SigningOptions& signing) {
  LEDGER_TRY(const json::value value, outcome(ledger::parse_json(text)));
  const json::object* object = value.if_object();
  if (object == nullptr) return usage("the file must hold one JSON object");
  if (object->contains("payload")) {
    LEDGER_TRY(auto envelope, outcome(ledger::decode_envelope(text)));
    LEDGER_TRY(auto keys, read_keys_alone(signing));
    return ToSign{std::move(envelope), std::move(keys)};
  }
  if (!object->contains("ledger")) return to_sign_from_draft(place, value, signing);
  std::string payload = ledger::canonical_json(value);
  LEDGER_CHECK(outcome(ledger::decode_statement(payload)));
  LEDGER_TRY(auto keys, read_keys_alone(signing));
  return ToSign{{std::move(payload), {}}, std::move(keys)};
}

std::string signatures_text(const ToSign& to_sign) {
  std::string text;
  for (const auto& signature : to_sign.statement.signatures)
    text += fmt::format("  {:<16}{}\n", text.empty() ? "signed by" : "", signature.key.hex());
  std::string label = "you sign with";
  for (const KeyInHand& key : to_sign.keys) {
    text += fmt::format("  {:<16}{} ({})\n", label, key.path, key.id.hex());
    label.clear();
  }
  return text;
}

Outcome<void> run_sign(const Place& place, const SignOptions& options) {
  LEDGER_TRY(const std::string text, read_whole(options.file, ledger::kEnvelopeBytesMax));
  LEDGER_TRY(ToSign to_sign, read_to_sign(place, text, options.signing));
  LEDGER_CHECK(ask_consent(statement_words(to_sign.statement.payload) + signatures_text(to_sign),
                           "sign it?", options.yes));
  const auto statement = with_signatures(std::move(to_sign.statement), to_sign.keys);
  LEDGER_CHECK(write_new(options.output.value_or("-"), ledger::encode_envelope(statement) + "\n"));
  if (options.output && *options.output != "-") {
    fmt::print(stderr,
               "wrote {}, with {} signature{}; when all have signed: pledgebook submit {}\n",
               *options.output, statement.signatures.size(),
               statement.signatures.size() == 1 ? "" : "s", *options.output);
  }
  return {};
}

// The envelopes of a file: one, in any layout, or one a line.
Outcome<std::vector<ledger::SignedStatement>> read_envelopes(const std::string& text) {
  std::vector<ledger::SignedStatement> envelopes;
  if (const auto one = ledger::decode_envelope(text)) {
    envelopes.push_back(*one);
    return envelopes;
  }
  std::size_t begin = 0;
  std::size_t number = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto envelope = ledger::decode_envelope(line);
    if (!envelope) {
      return usage(
          fmt::format("line {}: {}; nothing was submitted", number, sentence_of(envelope.error())));
    }
    envelopes.push_back(*envelope);
  }
  if (envelopes.empty())
    return usage("the file contains no statement: make one with `pledgebook sign`");
  return envelopes;
}

Outcome<void> run_submit(const Place& place, const SubmitOptions& options) {
  LEDGER_TRY(const std::string text, read_whole(options.file, kSubmitBytesMax));
  LEDGER_TRY(const auto envelopes, read_envelopes(text));
  std::string words;
  for (std::size_t i = 0; i < envelopes.size() && i < kStatementsShown; ++i)
    words += statement_words(envelopes[i].payload);
  if (envelopes.size() > kStatementsShown)
    words += fmt::format("… and {} more statements\n", envelopes.size() - kStatementsShown);
  LEDGER_CHECK(ask_consent(words, "submit?", options.yes));
  LEDGER_TRY(const auto book, open_book(place, Purpose::write));
  Outcome<void> worst;
  for (const ledger::SignedStatement& envelope : envelopes) {
    const ledger::Answer answer = submit_and_wait(*book, envelope);
    const auto statement = ledger::decode_statement(envelope.payload);
    const ledger::StreamId stream = statement ? statement->stream : ledger::StreamId();
    const auto sentence = answer_sentence(answer, *book, stream);
    if (options.json) fmt::print("{}\n", json::serialize(answer_json(answer)));
    if (sentence && !options.json) fmt::print("{}: {}\n", stream.text(), *sentence);
    if (sentence) continue;
    if (envelopes.size() > 1 && !options.json) {
      fmt::print("{}: {}\n", stream.text(), one_line(sentence.error().sentence));
    }
    worst = std::unexpected(sentence.error());
  }
  return worst;
}

}  // namespace

void define_sign(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<SignOptions>();
  Command& command = program.root().add("sign", "sign a statement, or add signatures to one");
  command
      .about(
          "Shows what the statement says before you sign. FILE is an envelope, to which signatures "
          "are added; or a whole statement, as --dry-run "
          "prints it; or {\"kind\":…,\"stream\":…,\"at\":…,\"body\":…}, which first gets its place "
          "in the ledger. Only the last form needs a ledger.")
      .option(options->file, {.names = "file",
                              .value = "FILE",
                              .description = "the file to sign; - for standard input",
                              .need = OptionInfo::Need::required});
  add_signing_options(command, options->signing);
  add_consent_option(command, options->yes);
  command
      .option(options->output,
              {.names = "-o,--output",
               .value = "FILE",
               .description = "where to write the envelope (default: standard output)"})
      .example("pledgebook sign statement.json --key gha.pem -o signed.json", "sign a statement")
      .example("pledgebook sign half-signed.json --key registrar.pem", "add a second signature")
      .runs([&place = program.place(), options] { return run_sign(place, *options); });
}

void define_submit(Program& program) {
  // Shared by the parser, which fills the options in, and the runner.
  auto options = std::make_shared<SubmitOptions>();
  Command& command = program.root().add("submit", "submit signed statements");
  add_consent_option(command, options->yes);
  command
      .option(options->file, {.names = "file",
                              .value = "FILE",
                              .description = "one envelope, or one a line; - for standard input",
                              .need = OptionInfo::Need::required})
      .flag(options->json, "--json", "print each answer as a line of JSON")
      .example("pledgebook submit signed.json", "submit one statement")
      .example("pledgebook submit - --server http://127.0.0.1:8080 <signed.ndjson",
               "submit many, to a server")
      .runs([&place = program.place(), options] { return run_submit(place, *options); });
}

}  // namespace pledgebook::cli
