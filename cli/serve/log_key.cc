// SPDX-License-Identifier: Apache-2.0
#include "cli/serve/log_key.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

#include "crypto/key_file.h"
#include "crypto/verifier_key.h"
#include "ledger/log/ledger_reader.h"

namespace pledgebook::cli {

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
  const std::filesystem::path path = store.directory() / kLogKeyFile;
  auto secret = crypto::read_secret_key(path, {});
  if (!secret) {
    return unavailable(fmt::format(
        "{}; without the log key no checkpoint can be signed: restore the file from your copy",
        secret.error()));
  }
  LEDGER_TRY(auto reader, outcome(ledger::LedgerReader::open(store)));
  const auto key = crypto::VerifierKey::parse(reader.registry().governance().created.log_key);
  if (!key) {
    return no(fmt::format("the log key in ledger.created cannot be used: {}", key.error()));
  }
  return outcome(ledger::LogSigner::open(store, *key, *std::move(secret)));
}

}  // namespace pledgebook::cli
