// SPDX-License-Identifier: Apache-2.0
#include "cli/serve/new_ledger.h"

#include <fmt/format.h>

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "cli/book/directory_book.h"
#include "cli/serve/log_key.h"
#include "cli/shell/passphrase.h"
#include "cli/statement/answer_text.h"
#include "cli/statement/draft.h"
#include "cli/statement/key_in_hand.h"
#include "cli/statement/statement_maker.h"
#include "crypto/base64.h"
#include "crypto/key_file.h"
#include "crypto/verifier_key.h"
#include "ledger/domain/json/canonical_json.h"
#include "ledger/domain/json/statement.h"
#include "ledger/domain/rules/rules.h"
#include "ledger/domain/values/reference.h"
#include "ledger/log/store/directory.h"

namespace pledgebook::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view kRoot = "root";
constexpr std::array<std::string_view, 4> kOfficers{kRoot, "registrar", "reviewer", "auditor"};

json::value base64_of(const crypto::PublicKey& key) {
  return json::value(crypto::to_base64(key.bytes()));
}

Outcome<OfficerKeyFile> read_or_make_key(const NewLedger& wanted, std::string_view label) {
  const fs::path path = fs::path(wanted.keys_directory) / fmt::format("{}.pem", label);
  std::error_code error;
  if (fs::exists(path, error)) {
    LEDGER_TRY(auto key, read_key(path.string(), wanted.passphrase_file));
    return OfficerKeyFile{std::string(label), path.string(), std::move(key.key), false};
  }
  LEDGER_TRY(const auto passphrase, passphrase_from_file(wanted.passphrase_file));
  auto key = crypto::SecretKey::generate();
  const std::string text = passphrase ? passphrase->text() : std::string();
  const auto written = crypto::write_secret_key(path, key, text);
  if (!written) return unavailable(written.error());
  return OfficerKeyFile{std::string(label), path.string(), std::move(key), true};
}

Outcome<std::vector<OfficerKeyFile>> read_or_make_keys(const NewLedger& wanted) {
  std::error_code error;
  if (fs::create_directories(wanted.keys_directory, error)) {
    fs::permissions(wanted.keys_directory, fs::perms::owner_all, error);
  }
  if (error) {
    return unavailable(fmt::format("{}: the directory for keys can't be made: {}",
                                   wanted.keys_directory, error.message()));
  }
  std::vector<OfficerKeyFile> keys;
  for (const std::string_view label : kOfficers) {
    LEDGER_TRY(OfficerKeyFile key, read_or_make_key(wanted, label));
    for (const OfficerKeyFile& other : keys) {
      if (other.key.public_key() != key.key.public_key()) continue;
      return usage(fmt::format("{} and {} are the same key: each officer needs a different one",
                               other.path, key.path));
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

// The name of the log's key is the origin.
Outcome<std::string> log_key_text(const NewLedger& wanted, const crypto::PublicKey& key) {
  const auto named = crypto::VerifierKey::of(wanted.origin, key, crypto::NoteKeyType::ed25519);
  if (!named)
    return no(fmt::format("the origin can't be the name of the log key: {}", named.error()));
  return named->text();
}

json::object created_body(const NewLedger& wanted, const std::vector<OfficerKeyFile>& keys,
                          const std::string& log_key) {
  json::array officers;
  json::array roots;
  json::array roles;
  for (const OfficerKeyFile& key : keys) {
    if (key.label == kRoot) {
      roots.push_back(base64_of(key.key.public_key()));
      continue;
    }
    roles.emplace_back(key.label);
    officers.push_back({{"public_key", base64_of(key.key.public_key())},
                        {"label", key.label},
                        {"roles", json::array{json::value(key.label)}}});
  }
  return {
      {"origin", wanted.origin},
      {"title", wanted.title},
      {"operator", {{"id", wanted.operator_id}, {"name", wanted.operator_name}, {"roles", roles}}},
      {"keys", std::move(officers)},
      {"root_keys", std::move(roots)},
      {"log_key", log_key},
      {"profile", wanted.profile},
      {"rules", 1}};
}

ledger::SignedStatement signed_creation(const NewLedger& wanted,
                                        const std::vector<OfficerKeyFile>& keys,
                                        const ledger::PartyId& operator_id,
                                        const std::string& log_key) {
  const Draft draft{.kind = "ledger.created",
                    .stream = ledger::StreamId::governance(),
                    .at = wanted.at,
                    .body = created_body(wanted, keys, log_key),
                    .signers = {}};
  std::vector<const crypto::SecretKey*> signing;
  signing.reserve(keys.size());
  for (const OfficerKeyFile& key : keys) signing.push_back(&key.key);
  return ledger::sign_statement(
      statement_payload(draft, ledger::canonical_json(draft.body),
                        {.ledger = wanted.origin, .prev = std::nullopt}, {operator_id}),
      signing);
}

// Checks the rules before anything is made, so that a wrong origin leaves nothing behind.
Outcome<void> check_creation(const ledger::SignedStatement& creation, ledger::Instant wanted_at) {
  LEDGER_TRY(const ledger::Statement statement,
             outcome(ledger::decode_statement(creation.payload)));
  const ledger::Sid sid = ledger::statement_id(creation.payload);
  ledger::Registry empty;
  const ledger::Entry entry{statement, sid, creation.signatures, ledger::Index{0},
                            ledger::RecordedAt(wanted_at)};
  LEDGER_CHECK(outcome(ledger::check_rights(empty, entry)));
  return outcome(ledger::check_rules(empty, entry));
}

Outcome<void> hand_in(Book& book, ledger::SignedStatement statement) {
  const ledger::Answer answer = submit_and_wait(book, std::move(statement));
  LEDGER_CHECK(answer_sentence(answer, book, ledger::StreamId::governance()));
  return {};
}

// The profile's documents, each as a statement by the registrar.
Outcome<void> publish_profile(Book& book, const NewLedger& wanted,
                              std::vector<OfficerKeyFile>& keys,
                              const ledger::PartyId& operator_id) {
  OfficerKeyFile& registrar = keys[1];
  std::vector<KeyInHand> hand;
  hand.push_back({registrar.path, crypto::SecretKey::from_seed(registrar.key.seed()),
                  ledger::KeyId{registrar.key.public_key().id()},
                  KeyHolder{.party = operator_id, .roles = {ledger::Role::registrar}}});
  LEDGER_TRY(const std::string name, book.ledger());
  const StatementMaker maker(name, hand);
  for (const ledger::ProfileDocument& document : ledger::profile_documents(wanted.profile)) {
    LEDGER_TRY(const json::value body, outcome(ledger::parse_json(document.json)));
    const Draft draft{.kind = std::string(document.kind),
                      .stream = ledger::StreamId::governance(),
                      .at = wanted.at,
                      .body = body.get_object(),
                      .signers = {}};
    LEDGER_TRY(const auto prev, book.head(draft.stream));
    LEDGER_TRY(MadeStatement made, outcome(maker.make(draft, prev)));
    LEDGER_CHECK(hand_in(book, std::move(made.signed_statement)));
  }
  return {};
}

Failure exists_failure(const std::string& directory) {
  return {ExitStatus::no, fmt::format("there is already a ledger in {}; nothing was changed: give "
                                      "another directory with --ledger DIR",
                                      directory)};
}

// A new store, or one from an interrupted `init` that has no record yet.
Outcome<std::unique_ptr<ledger::Store>> new_store(const std::string& directory) {
  if (!ledger::check_format(directory)) return outcome(ledger::Store::create(directory));
  LEDGER_TRY(auto store, outcome(ledger::Store::open(directory, ledger::Access::write)));
  if (store->size() != ledger::Size{0}) return std::unexpected(exists_failure(directory));
  return store;
}

}  // namespace

Outcome<MadeLedger> make_ledger(const NewLedger& wanted) {
  const auto operator_id = ledger::PartyId::parse(wanted.operator_id);
  if (!operator_id) {
    return usage(
        fmt::format("invalid id `{}`: use 1 to 64 of a to z, 0 to 9 and -", wanted.operator_id));
  }
  if (!ledger::is_known_profile(wanted.profile)) {
    return usage(fmt::format("unknown profile `{}`: the profiles are {}", wanted.profile,
                             ledger::known_profiles()));
  }
  if (const auto existing = ledger::Store::open(wanted.directory, ledger::Access::read);
      existing && (*existing)->size() != ledger::Size{0}) {
    return std::unexpected(exists_failure(wanted.directory));
  }
  // New keys stand in for the later ones: whether the statements are refused does not depend on the
  // keys.
  std::vector<OfficerKeyFile> trial;
  for (const std::string_view label : kOfficers) {
    trial.push_back({std::string(label), {}, crypto::SecretKey::generate(), false});
  }
  const auto trial_log_key = log_key_text(wanted, trial.front().key.public_key());
  LEDGER_CHECK(check_creation(
      signed_creation(wanted, trial, *operator_id, trial_log_key.value_or(wanted.origin + "+")),
      wanted.at));
  // The rules may admit an origin that can't be the name of a key.
  LEDGER_CHECK(trial_log_key);

  LEDGER_TRY(auto store, new_store(wanted.directory));
  LEDGER_TRY(auto keys, read_or_make_keys(wanted));
  LEDGER_TRY(const auto log_secret, make_log_key(wanted.directory));
  LEDGER_TRY(const std::string log_key, log_key_text(wanted, log_secret.public_key()));
  LEDGER_TRY(const auto book,
             DirectoryBook::take(std::move(store), DirectoryBook::ClockCheck::strict));
  LEDGER_CHECK(hand_in(*book, signed_creation(wanted, keys, *operator_id, log_key)));
  LEDGER_CHECK(publish_profile(*book, wanted, keys, *operator_id));
  LEDGER_TRY(const std::string name, book->ledger());
  LEDGER_TRY(const std::uint64_t records, book->size());
  return MadeLedger{name, wanted.directory, log_key, records, std::move(keys)};
}

}  // namespace pledgebook::cli
