// SPDX-License-Identifier: Apache-2.0
// ExportPlan: the records and streams of an export: the selected ones, and those that prove the
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
  std::vector<Index> records;  // ascending, each once
  // Each stream's position in the heads map; if it is not there, the position that it would have.
  std::map<std::string, HeadsMap::Position> streams;
};

// For any selection but Everything. Takes one snapshot for some hundred records. Errc::corrupt if
// the ledger's rows or records are damaged.
[[nodiscard]] Result<ExportPlan> plan_export(const Store& store, const ExportBasis& basis,
                                             const Selection& selection);

}  // namespace pledgebook::ledger
