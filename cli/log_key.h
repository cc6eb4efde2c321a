// SPDX-License-Identifier: Apache-2.0
// LogKey: the key with which the log signs its checkpoints; no party's key. It lies in the ledger's
// directory.
#pragma once

#include <filesystem>
#include <string_view>

#include "cli/outcome.h"
#include "crypto/ed25519.h"

namespace pledgebook::cli {

inline constexpr std::string_view kLogKeyFile = "log-key.pem";

// The log's key in a ledger's directory, made (mode 0600) where it is absent.
[[nodiscard]] Outcome<crypto::SecretKey> make_log_key(const std::filesystem::path& directory);

}  // namespace pledgebook::cli
