// SPDX-License-Identifier: Apache-2.0
// KeyRing: the public keys that the ledger has admitted, by id, for the threads that check
// signatures. A key stays on it after its revocation: whether a key may sign is a right (rules.h),
// not a signature's validity.
//
// Threads: any.
#pragma once

#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>

#include "crypto/ed25519.h"
#include "ledger/domain/values/id.h"

namespace pledgebook::ledger {

class KeyRing {
 public:
  void add(const KeyId& id, const crypto::PublicKey& key) {
    const std::unique_lock lock(mutex_);
    keys_.emplace(id, key);
  }
  [[nodiscard]] std::optional<crypto::PublicKey> find(const KeyId& id) const {
    const std::shared_lock lock(mutex_);
    const auto found = keys_.find(id);
    if (found == keys_.end()) return std::nullopt;
    return found->second;
  }

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<KeyId, crypto::PublicKey> keys_;
};

}  // namespace pledgebook::ledger
