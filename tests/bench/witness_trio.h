// SPDX-License-Identifier: Apache-2.0
// WitnessTrio: three witnesses of one log, served over HTTP on loopback, in this process.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "crypto/verifier_key.h"
#include "ledger/clock.h"
#include "ledger/journal_writer.h"
#include "ledger/proof/witness/witness.h"
#include "ledger/proof/witness_policy.h"
#include "server/witness/witness_server.h"

namespace pledgebook::bench {

class WitnessTrio {
 public:
  // Keeps the witnesses' state in `directory`, which must exist.
  WitnessTrio(const std::filesystem::path& directory, const crypto::VerifierKey& log);

  // The log's policy: all three.
  [[nodiscard]] const ledger::WitnessPolicy& policy() const { return *policy_; }

 private:
  ledger::SystemClock clock_;
  ledger::JournalWriter journal_{clock_, ledger::JournalFormat::text, ledger::Severity::warning};
  std::vector<std::unique_ptr<ledger::Witness>> witnesses_;
  std::vector<std::unique_ptr<server::WitnessServer>> servers_;
  std::unique_ptr<ledger::WitnessPolicy> policy_;
};

}  // namespace pledgebook::bench
