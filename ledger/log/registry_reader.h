// SPDX-License-Identifier: Apache-2.0
// RegistryReader: governance, parties and keys at the log's end, for queries. It reads the rows and
// folds the records beyond their position; these have been admitted, so they are not judged again.
// Of governance it has all but the lists, which may be long: a query reads a few small rows.
// Pledges and proposals are as of the rows' position: ask read models for those and for lists.
//
// Threads: one at a time. It holds a snapshot: keep it for a second at most.
#pragma once

#include <memory>

#include "ledger/domain/rules/registry.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/log/stored_rows.h"

namespace pledgebook::ledger {

class RegistryReader {
 public:
  // The store outlives the reader.
  [[nodiscard]] static Result<RegistryReader> open(const Store& store);

  [[nodiscard]] Registry& registry() noexcept { return *registry_; }
  [[nodiscard]] const Snapshot& snapshot() const noexcept { return *snapshot_; }
  // Errc::corrupt once a row was found damaged and treated as absent.
  [[nodiscard]] Result<void> check() const;

 private:
  explicit RegistryReader(Snapshot snapshot);
  [[nodiscard]] Result<void> fold_from(std::uint64_t position);

  // On the heap, because each refers to the one before it.
  std::unique_ptr<Snapshot> snapshot_;
  std::unique_ptr<StoredRows> rows_;  // null if there are none: all records are folded
  std::unique_ptr<Registry> registry_;
};

}  // namespace pledgebook::ledger
