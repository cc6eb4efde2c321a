// SPDX-License-Identifier: Apache-2.0
// NamedEvidence: a file that an admitted statement names by its SHA-256, found by that.
#pragma once

#include <optional>

#include "ledger/domain/kinds/report.h"
#include "ledger/domain/values/id.h"
#include "ledger/error.h"
#include "projections/query/views.h"

namespace pledgebook::projections {

struct NamedEvidence {
  ledger::Evidence file;
  ledger::PartyId by;   // whose statement names it
  ledger::Index index;  // of the first record that does
};

// What the first statement says that names the file; nothing if none does.
[[nodiscard]] ledger::Result<std::optional<NamedEvidence>> find_evidence(
    const Views& views, const ledger::EvidenceHash& sha256);

}  // namespace pledgebook::projections
