// SPDX-License-Identifier: Apache-2.0
// RegistryReader: governance, parties and keys at the log's end, for questions. Rows, and the
// records beyond their position folded over them: what is in the log has been admitted, so it is
// not judged again. Of governance it has all but the lists, which may be long: a question costs a
// few small rows. Pledges and proposals are as the rows have them: ask read models for those and
// for lists.
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
  // Errc::corrupt once a row that was asked for turned out to be damaged, and was taken for absent.
  [[nodiscard]] Result<void> check() const;

 private:
  explicit RegistryReader(Snapshot snapshot);
  [[nodiscard]] Result<void> fold_from(std::uint64_t position);

  // None of them moves, as each refers to the one before.
  std::unique_ptr<Snapshot> snapshot_;
  std::unique_ptr<StoredRows> rows_;  // null where there are none: all records are folded
  std::unique_ptr<Registry> registry_;
};

}  // namespace pledgebook::ledger
