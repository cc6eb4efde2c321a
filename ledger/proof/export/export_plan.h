// SPDX-License-Identifier: Apache-2.0
// ExportPlan: which records and streams an export holds: those selected, and those that prove the
// right to each statement (selection.h).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "ledger/proof/export/export_basis.h"
#include "ledger/proof/export/selection.h"

namespace pledgebook::ledger {

struct ExportPlan {
  std::vector<Index> records;  // rising, each once
  // Each stream's place in the heads map; where it has none, the place that it would take.
  std::map<std::string, HeadsMap::Place> streams;
};

// Of any selection but Everything. Takes a snapshot for some hundred records at a time.
// Errc::corrupt where the ledger's rows or records are damaged.
[[nodiscard]] Result<ExportPlan> plan_export(const Store& store, const ExportBasis& basis,
                                             const Selection& selection);

}  // namespace pledgebook::ledger
