// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof/log_keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/log/ledger_reader.h"

namespace pledgebook::ledger {

Result<LogKeys> LogKeys::of(const Governance& governance) {
  if (governance.log_key.empty()) {
    return std::unexpected(
        Error{Errc::not_found, "there is no record yet that names the log's key"});
  }
  std::vector<std::string> named = governance.earlier_log_keys;
  named.push_back(governance.log_key);
  std::vector<crypto::VerifierKey> keys;
  for (const std::string& text : named) {
    auto key = crypto::VerifierKey::parse(text);
    if (!key) {
      return std::unexpected(
          Error{Errc::corrupt,
                fmt::format("the ledger names \"{}\" as the log's key: {}", text, key.error())});
    }
    keys.push_back(*std::move(key));
  }
  return LogKeys(std::move(keys));
}

bool LogKeys::contains(const crypto::VerifierKey& key) const {
  return std::ranges::find(keys_, key) != keys_.end();
}

Result<LogKeys> log_keys_of(const Store& store) {
  LEDGER_TRY(auto reader, LedgerReader::open(store));
  return LogKeys::of(reader.registry().governance());
}

Result<bool> is_signed_by(const CheckpointNote& note, const LogKeys& keys) {
  bool is_signed = false;
  for (const crypto::VerifierKey& key : keys.all()) {
    LEDGER_TRY(const bool by_this, is_signed_by(note, key));
    is_signed = is_signed || by_this;
  }
  return is_signed;
}

}  // namespace pledgebook::ledger
