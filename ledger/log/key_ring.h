// SPDX-License-Identifier: Apache-2.0
// KeyRing: the ledger's name and its admitted public keys by id, for the threads that examine
// statements. A revoked key stays on the ring: whether a key may sign is a question of rights
// (rules.h), not of a signature's validity.
//
// Threads: any.
#pragma once

#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "crypto/ed25519.h"
#include "ledger/domain/values/id.h"

namespace pledgebook::ledger {

class KeyRing {
 public:
  // "" before the ledger has begun.
  void name_ledger(const std::string& name) {
    const std::unique_lock lock(mutex_);
    if (name_ != name) name_ = name;
  }
  [[nodiscard]] std::string ledger_name() const {
    const std::shared_lock lock(mutex_);
    return name_;
  }

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
  mutable std::shared_mutex mutex_;  // guards the members below
  std::string name_;
  std::unordered_map<KeyId, crypto::PublicKey> keys_;
};

}  // namespace pledgebook::ledger
