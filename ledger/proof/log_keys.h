// SPDX-License-Identifier: Apache-2.0
// LogKeys: the keys that sign one log's checkpoints: the one in force, and those that it replaced
// (log-key.replaced, docs/FORMAT.md). A checkpoint is the log's if any of them has signed it.
//
// Immutable: any thread.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "crypto/verifier_key.h"
#include "ledger/domain/rules/registry.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/checkpoint.h"

namespace pledgebook::ledger {

class LogKeys {
 public:
  // Errc::not_found if the ledger has not begun; Errc::corrupt if a statement names no valid key.
  [[nodiscard]] static Result<LogKeys> of(const Governance& governance);

  [[nodiscard]] const crypto::VerifierKey& in_force() const noexcept { return keys_.back(); }
  // Oldest first; the last is in force.
  [[nodiscard]] std::span<const crypto::VerifierKey> all() const noexcept { return keys_; }
  [[nodiscard]] bool contains(const crypto::VerifierKey& key) const;

 private:
  explicit LogKeys(std::vector<crypto::VerifierKey> keys) : keys_(std::move(keys)) {}
  std::vector<crypto::VerifierKey> keys_;  // not empty
};

// Of a ledger's directory, as of its last record.
[[nodiscard]] Result<LogKeys> log_keys_of(const Store& store);

// Whether one of the log's keys has signed. Errc::unproven if a signature of one of them is
// invalid: the whole note must then be rejected.
[[nodiscard]] Result<bool> is_signed_by(const CheckpointNote& note, const LogKeys& keys);

}  // namespace pledgebook::ledger
