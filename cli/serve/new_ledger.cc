// SPDX-License-Identifier: Apache-2.0
#include "cli/serve/new_ledger.h"

#include <fmt/format.h>

#include <algorithm>
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

// A key that a new ledger needs.
struct WantedKey {
  std::string label;
  std::optional<ledger::Role> role;  // none: a root key
};

std::vector<WantedKey> wanted_keys(const NewLedger& wanted) {
  std::vector<WantedKey> keys;
  for (std::uint64_t i = 1; i <= wanted.root_keys; ++i)
    keys.push_back({fmt::format("root-{}", i), std::nullopt});
  keys.push_back({"registrar", ledger::Role::registrar});
  keys.push_back({"reviewer", ledger::Role::reviewer});
  // Two, since it takes two people to reverse a determination.
  keys.push_back({"auditor-1", ledger::Role::auditor});
  keys.push_back({"auditor-2", ledger::Role::auditor});
  return keys;
}

json::value base64_of(const crypto::PublicKey& key) {
  return json::value(crypto::to_base64(key.bytes()));
}

bool is_there(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

// The passphrase of the key files that will be made: asked for only if there will be one.
Outcome<Secret> passphrase_of_new_keys(const NewLedger& wanted) {
  const auto exists = [&](const WantedKey& key) {
    return is_there(officer_key_path(wanted.keys_directory, key.label));
  };
  if (wanted.is_plain || std::ranges::all_of(wanted_keys(wanted), exists)) return Secret();
  LEDGER_TRY(auto given, given_passphrase(wanted.passphrase));
  if (given) return *std::move(given);
  if (!can_ask()) {
    return usage(
        "the new key files need a passphrase, and there is no terminal to ask for one: give "
        "--passphrase-file FILE, or --no-passphrase for unencrypted key files");
  }
  return ask_new_passphrase(
      fmt::format("passphrase for the new key files in {}: ", wanted.keys_directory));
}

Outcome<void> make_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::create_directories(folder, error)) fs::permissions(folder, fs::perms::owner_all, error);
  if (!error) return {};
  return unavailable(
      fmt::format("{}: the folder can't be made: {}", folder.string(), error.message()));
}

Outcome<OfficerKeyFile> read_or_make_key(const NewLedger& wanted, const WantedKey& one,
                                         const Secret& passphrase) {
  const std::string path = officer_key_path(wanted.keys_directory, one.label);
  if (is_there(path)) {
    LEDGER_TRY(auto key, read_key(path, wanted.passphrase));
    return OfficerKeyFile{one.label, one.role, path, std::move(key.key), false};
  }
  LEDGER_CHECK(make_folder(fs::path(path).parent_path()));
  auto key = crypto::SecretKey::generate();
  const auto written = crypto::write_secret_key(path, key, passphrase.text());
  if (!written) return unavailable(written.error());
  return OfficerKeyFile{one.label, one.role, path, std::move(key), true};
}

Outcome<std::vector<OfficerKeyFile>> read_or_make_keys(const NewLedger& wanted,
                                                       const Secret& passphrase) {
  LEDGER_CHECK(make_folder(wanted.keys_directory));
  std::vector<OfficerKeyFile> keys;
  for (const WantedKey& one : wanted_keys(wanted)) {
    LEDGER_TRY(OfficerKeyFile key, read_or_make_key(wanted, one, passphrase));
    for (const OfficerKeyFile& other : keys) {
      if (other.key.public_key() != key.key.public_key()) continue;
      return usage(fmt::format("{} and {} are the same key: each needs a different one", other.path,
                               key.path));
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

std::uint64_t quorum_of(const NewLedger& wanted) {
  return wanted.root_quorum.value_or(wanted.root_keys / 2 + 1);
}

json::object created_body(const NewLedger& wanted, const std::vector<OfficerKeyFile>& keys,
                          const std::string& log_key) {
  json::array officers;
  json::array roots;
  for (const OfficerKeyFile& key : keys) {
    if (!key.role) {
      roots.push_back(base64_of(key.key.public_key()));
      continue;
    }
    officers.push_back({{"public_key", base64_of(key.key.public_key())},
                        {"label", key.label},
                        {"roles", json::array{json::value(ledger::name(*key.role))}}});
  }
  return {{"origin", wanted.origin},
          {"title", wanted.title},
          {"operator",
           {{"id", wanted.operator_id},
            {"name", wanted.operator_name},
            {"roles", {"registrar", "reviewer", "auditor"}}}},
          {"keys", std::move(officers)},
          {"root_keys", std::move(roots)},
          {"root_quorum", quorum_of(wanted)},
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
  return outcome(ledger::check_entry(empty, entry));
}

Outcome<void> hand_in(Book& book, ledger::SignedStatement statement) {
  const ledger::Answer answer = submit_and_wait(book, std::move(statement));
  LEDGER_CHECK(answer_sentence(answer, book, ledger::StreamId::governance()));
  return {};
}

// The profile's documents, each as a statement by the registrar.
Outcome<void> publish_profile(Book& book, const NewLedger& wanted,
                              const std::vector<OfficerKeyFile>& keys,
                              const ledger::PartyId& operator_id) {
  const OfficerKeyFile& registrar =
      *std::ranges::find(keys, ledger::Role::registrar, &OfficerKeyFile::role);
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

Outcome<void> check_root_keys(const NewLedger& wanted) {
  if (wanted.root_keys == 0 || wanted.root_keys > ledger::kRootKeysMax) {
    return usage(
        fmt::format("--root-keys {}: give 1 to {}", wanted.root_keys, ledger::kRootKeysMax));
  }
  if (quorum_of(wanted) == 0 || quorum_of(wanted) > wanted.root_keys) {
    return usage(fmt::format("--root-quorum {}: give 1 to {}, as many as there are root keys",
                             quorum_of(wanted), wanted.root_keys));
  }
  return {};
}

}  // namespace

std::string officer_key_path(const std::string& keys_directory, std::string_view label) {
  return fmt::format("{0}/{1}/{1}.pem", keys_directory, label);
}

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
  LEDGER_CHECK(check_root_keys(wanted));
  // New keys stand in for the later ones: whether the statements are refused does not depend on the
  // keys.
  std::vector<OfficerKeyFile> trial;
  for (const WantedKey& one : wanted_keys(wanted))
    trial.push_back({one.label, one.role, {}, crypto::SecretKey::generate(), false});
  const auto trial_log_key = log_key_text(wanted, trial.front().key.public_key());
  LEDGER_CHECK(check_creation(
      signed_creation(wanted, trial, *operator_id, trial_log_key.value_or(wanted.origin + "+")),
      wanted.at));
  // The rules may admit an origin that can't be the name of a key.
  LEDGER_CHECK(trial_log_key);

  LEDGER_TRY(const Secret passphrase, passphrase_of_new_keys(wanted));
  LEDGER_TRY(auto store, new_store(wanted.directory));
  LEDGER_TRY(auto keys, read_or_make_keys(wanted, passphrase));
  LEDGER_TRY(const auto log_secret, make_log_key(wanted.directory));
  LEDGER_TRY(const std::string log_key, log_key_text(wanted, log_secret.public_key()));
  LEDGER_TRY(const auto book, DirectoryBook::take(std::move(store),
                                                  DirectoryBook::ClockCheck::strict, wanted.clock));
  LEDGER_CHECK(hand_in(*book, signed_creation(wanted, keys, *operator_id, log_key)));
  LEDGER_CHECK(publish_profile(*book, wanted, keys, *operator_id));
  LEDGER_TRY(const std::string name, book->ledger());
  LEDGER_TRY(const std::uint64_t records, book->size());
  return MadeLedger{name, wanted.directory, log_key, records, quorum_of(wanted), std::move(keys)};
}

}  // namespace pledgebook::cli
