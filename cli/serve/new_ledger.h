// SPDX-License-Identifier: Apache-2.0
// NewLedger: how a ledger is made: the operator's root keys and officers' keys, each in a folder of
// its own, ledger.created signed by all of them, and the profile's first statements.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shell/outcome.h"
#include "cli/shell/passphrase.h"
#include "crypto/ed25519.h"
#include "ledger/clock.h"
#include "ledger/domain/kinds/party.h"
#include "ledger/domain/values/timestamp.h"

namespace pledgebook::cli {

inline constexpr std::string_view kOperatorId = "bdt";
inline constexpr std::string_view kOperatorName = "ITU Telecommunication Development Bureau (BDT)";
inline constexpr std::string_view kKeysDirectory = "./pledgebook-keys";
inline constexpr std::uint64_t kRootKeys = 3;

struct NewLedger {
  std::string directory;
  std::string origin;
  std::string profile{"p2c"};
  std::string title;
  std::string operator_id{kOperatorId};
  std::string operator_name;
  std::string keys_directory{kKeysDirectory};
  std::uint64_t root_keys = kRootKeys;       // 1 to kRootKeysMax
  std::optional<std::uint64_t> root_quorum;  // none: more than half of them
  // New key files are encrypted: with the passphrase of this source, else with one that is asked
  // for; existing ones are read with it.
  PassphraseSource passphrase;
  bool is_plain = false;  // new key files are not encrypted
  ledger::Instant at{};   // of the first statements
  // Gives the records their time, and outlives the call; null: the machine's.
  const ledger::Clock* clock = nullptr;
};

struct OfficerKeyFile {
  std::string label;                 // "root-1", "registrar", "auditor-2"
  std::optional<ledger::Role> role;  // none: a root key
  std::string path;
  crypto::SecretKey key;
  bool made = false;  // false: the file existed
};

struct MadeLedger {
  std::string ledger;  // "origin#32hex"
  std::string directory;
  std::string log_key;  // the log's verifier key
  std::uint64_t records = 0;
  std::uint64_t root_quorum = 0;
  std::vector<OfficerKeyFile> keys;
};

// "DIR/registrar/registrar.pem": a folder for each person who keeps one.
[[nodiscard]] std::string officer_key_path(const std::string& keys_directory,
                                           std::string_view label);

// Makes the ledger. Fails with ExitStatus::no if there is one already; then, and if its statements
// would be refused, nothing is changed. Existing key files are used, never overwritten.
[[nodiscard]] Outcome<MadeLedger> make_ledger(const NewLedger& wanted);

}  // namespace pledgebook::cli
