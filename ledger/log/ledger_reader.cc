// SPDX-License-Identifier: Apache-2.0
#include "ledger/log/ledger_reader.h"

#include <utility>

#include "ledger/log/store/row_check.h"

namespace pledgebook::ledger {

Result<LedgerReader> LedgerReader::open(const Store& store, const Progress& progress) {
  LEDGER_TRY(Snapshot taken, store.snapshot());
  auto snapshot = std::make_unique<Snapshot>(std::move(taken));
  LEDGER_TRY(auto state, DerivedState::read(*snapshot, progress));
  return LedgerReader(std::move(snapshot), std::move(state));
}

Result<void> LedgerReader::check() const {
  if (!state_->damaged()) return {};
  return std::unexpected(damaged_rows());
}

}  // namespace pledgebook::ledger
