// SPDX-License-Identifier: Apache-2.0
// Mutants of an export: what may be done to each of its items, and a ledger whose export has many.
#pragma once

#include <string>
#include <vector>

#include "ledger/proof/export/selection.h"
#include "tests/ledger/proof/export/export_parts.h"
#include "tests/support/ledger_builder.h"

namespace pledgebook::ledger {

// Items from `first` on are replaced, as many as `removed`, by `put`.
struct Change {
  std::size_t first = 0;
  std::size_t removed = 0;
  std::vector<std::string> put;
};

using Items = std::vector<std::string> Export::*;

// The changes of the record or the stream at a place: deleted, swapped, truncated, repeated,
// replaced.
[[nodiscard]] std::vector<Change> record_changes(const Export& parts, std::size_t i);
[[nodiscard]] std::vector<Change> stream_changes(const Export& parts, std::size_t i);

// The export with its change.
[[nodiscard]] Export changed(Export parts, Items items, const Change& change);

struct LedgerShape {
  int members = 0;
  int pledges = 0;
  int reports = 0;  // of each pledge, at most 9
};

// A ledger with pledges, reports, and members of which some have added, lost or revoked keys.
[[nodiscard]] support::LedgerBuilder ledger_of_pledges(const LedgerShape& shape);

// All pledges of such a ledger.
[[nodiscard]] Selection area_of_all();

}  // namespace pledgebook::ledger
