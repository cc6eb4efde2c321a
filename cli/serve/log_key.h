// SPDX-License-Identifier: Apache-2.0
// LogKey: the key that signs the log's checkpoints. It is no party's key, and lies in the ledger's
// directory.
#pragma once

#include <filesystem>
#include <string_view>

#include "cli/shell/outcome.h"
#include "crypto/ed25519.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/publish/log_signer.h"

namespace pledgebook::cli {

inline constexpr std::string_view kLogKeyFile = "log-key.pem";

// The log's key in a ledger's directory; makes it (mode 0600) if it is absent.
[[nodiscard]] Outcome<crypto::SecretKey> make_log_key(const std::filesystem::path& directory);

// The signer of a ledger's checkpoints, with the keys in the ledger's directory: log-key.pem and
// log-key-NAME.pem. The log's key in force must be among them.
[[nodiscard]] Outcome<ledger::LogSigner> open_log_signer(const ledger::Store& store);

}  // namespace pledgebook::cli
