// SPDX-License-Identifier: Apache-2.0
// NewLedger: how a ledger is made: the operator's keys, ledger.created signed by all of them, and
// the profile's first statements.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shell/outcome.h"
#include "crypto/ed25519.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::cli {

inline constexpr std::string_view kOperatorId = "bdt";
inline constexpr std::string_view kOperatorName = "ITU Telecommunication Development Bureau (BDT)";
inline constexpr std::string_view kKeysDirectory = "./pledgebook-keys";

struct NewLedger {
  std::string directory;
  std::string origin;
  std::string profile{"p2c"};
  std::string title;
  std::string operator_id{kOperatorId};
  std::string operator_name;
  std::string keys_directory{kKeysDirectory};
  // New key files are encrypted with the passphrase in this file; existing encrypted ones are read
  // with it.
  std::optional<std::string> passphrase_file;
  ledger::Instant at{};  // of the first statements
};

struct OfficerKeyFile {
  std::string label;  // "root", "registrar", "reviewer", "auditor"
  std::string path;
  crypto::SecretKey key;
  bool made = false;  // false: the file existed
};

struct MadeLedger {
  std::string ledger;  // "origin#32hex"
  std::string directory;
  std::string log_key;  // the log's verifier key
  std::uint64_t records = 0;
  std::vector<OfficerKeyFile> keys;
};

// Makes the ledger. Fails with ExitStatus::no if there is one already; then, and if its statements
// would be refused, nothing is changed. Existing key files are used, never overwritten.
[[nodiscard]] Outcome<MadeLedger> make_ledger(const NewLedger& wanted);

}  // namespace pledgebook::cli
