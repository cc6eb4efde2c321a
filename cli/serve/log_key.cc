// SPDX-License-Identifier: Apache-2.0
#include "cli/serve/log_key.h"

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "crypto/key_file.h"
#include "crypto/verifier_key.h"
#include "ledger/log/ledger_reader.h"

namespace pledgebook::cli {
namespace {

// log-key.pem, and log-key-NAME.pem of keys that replaced it or will.
bool is_log_key_file(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return name == kLogKeyFile ||
         (name.starts_with("log-key-") && name.ends_with(".pem") && !name.ends_with(".pub.pem"));
}

void warn_if_open(const std::filesystem::path& path) {
  const auto text = crypto::read_key_file(path);
  if (!text || !text->others_may_read) return;
  fmt::print(stderr, "pledgebook: warning: others can read {0}, a secret key: run  chmod 600 {0}\n",
             path.string());
}

// Who may write to the directory may replace the log's key.
void warn_if_writable(const std::filesystem::path& directory) {
  using std::filesystem::perms;
  std::error_code error;
  const auto mode = std::filesystem::status(directory, error).permissions();
  if (error || (mode & (perms::group_write | perms::others_write)) == perms::none) return;
  fmt::print(stderr,
             "pledgebook: warning: others can write to {0}, where the log's key is: run  chmod 700 "
             "{0}\n",
             directory.string());
}

Outcome<std::vector<ledger::LogKeyAtHand>> read_log_keys(const std::filesystem::path& directory,
                                                         const std::string& origin) {
  std::vector<ledger::LogKeyAtHand> at_hand;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    if (!is_log_key_file(entry.path())) continue;
    warn_if_open(entry.path());
    auto secret = crypto::read_secret_key(entry.path(), {});
    if (!secret) {
      return unavailable(fmt::format(
          "{}; without the log key no checkpoint can be signed: restore the file from your copy",
          secret.error()));
    }
    auto key = crypto::VerifierKey::of(origin, secret->public_key(), crypto::NoteKeyType::ed25519);
    if (!key) return no(fmt::format("{}: {}", entry.path().string(), key.error()));
    at_hand.push_back({*std::move(key), *std::move(secret)});
  }
  if (!error && !at_hand.empty()) return at_hand;
  return unavailable(
      fmt::format("there is no log-key.pem in {}; without the log key no checkpoint can be signed: "
                  "restore the file from your copy",
                  directory.string()));
}

}  // namespace

Outcome<crypto::SecretKey> make_log_key(const std::filesystem::path& directory) {
  const std::filesystem::path path = directory / kLogKeyFile;
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    const auto key = crypto::SecretKey::generate();
    if (const auto written = crypto::write_secret_key(path, key, {}); !written) {
      return unavailable(written.error());
    }
  }
  auto key = crypto::read_secret_key(path, {});
  if (!key) return unavailable(key.error());
  return *std::move(key);
}

Outcome<ledger::LogSigner> open_log_signer(const ledger::Store& store) {
  LEDGER_TRY(auto reader, outcome(ledger::LedgerReader::open(store)));
  const std::string origin = reader.registry().governance().created.origin;
  warn_if_writable(store.directory());
  LEDGER_TRY(auto at_hand, read_log_keys(store.directory(), origin));
  return outcome(ledger::LogSigner::open(store, std::move(at_hand)));
}

}  // namespace pledgebook::cli
