// SPDX-License-Identifier: Apache-2.0
// LedgerReader: the registry at the log's end, for a process that does not write: the heads for a
// statement's `prev`, keys, parties, pledges.
//
// Threads: one at a time. It holds a snapshot: keep it for a second at most, and open another to
// see later records.
#pragma once

#include <memory>
#include <string>

#include "ledger/domain/rules/registry.h"
#include "ledger/error.h"
#include "ledger/log/derived_state.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

class LedgerReader {
 public:
  // Reads the rows and folds the records beyond them; folds all records if the rows are of another
  // schema. The store outlives the reader.
  [[nodiscard]] static Result<LedgerReader> open(const Store& store, const Progress& progress = {});

  [[nodiscard]] Registry& registry() noexcept { return state_->registry(); }
  [[nodiscard]] const Snapshot& snapshot() const noexcept { return *snapshot_; }
  [[nodiscard]] const Tail& tail() const noexcept { return state_->tail(); }
  [[nodiscard]] crypto::Hash root() const { return state_->tree().root(); }
  // `origin#32hex`; empty before ledger.created.
  [[nodiscard]] const std::string& ledger_name() { return state_->registry().governance().ledger; }
  // Errc::corrupt once a row was found damaged and treated as absent.
  [[nodiscard]] Result<void> check() const;

 private:
  LedgerReader(std::unique_ptr<Snapshot> snapshot, std::unique_ptr<DerivedState> state)
      : snapshot_(std::move(snapshot)), state_(std::move(state)) {}

  std::unique_ptr<Snapshot> snapshot_;  // does not move, as `state_` refers to it
  std::unique_ptr<DerivedState> state_;
};

}  // namespace pledgebook::ledger
