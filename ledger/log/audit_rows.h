// SPDX-License-Identifier: Apache-2.0
// The audit's comparison of stored rows with rows made from the records. Internal to audit*.cc.
#pragma once

#include <cstdint>
#include <optional>

#include "ledger/domain/rules/registry.h"
#include "ledger/log/audit.h"
#include "ledger/log/store/store.h"
#include "ledger/log/streams.h"
#include "ledger/log/tree.h"

namespace pledgebook::ledger {

// Compares the rows that the tree has changed since the last call with the stored rows, which are
// at `position`.
[[nodiscard]] std::optional<AuditFinding> compare_tree_rows(const Snapshot& snapshot,
                                                            std::uint64_t position, Tree& tree);
// Whether table `tree` has exactly the rows of a tree of `position` leaves.
[[nodiscard]] std::optional<AuditFinding> count_tree_rows(const Snapshot& snapshot,
                                                          std::uint64_t position);
[[nodiscard]] std::optional<AuditFinding> compare_sid_row(const Snapshot& snapshot, const Sid& sid,
                                                          Index index);
// Compares all rows of the registry, and the number of statements with that of `sids`. `registry`
// was folded from the first record, and its changes were never taken.
[[nodiscard]] std::optional<AuditFinding> compare_registry_rows(const Snapshot& snapshot,
                                                                Registry& registry,
                                                                std::uint64_t statements);

// Compares all rows of streams, and the position of the last heads record. `streams` was made from
// the first record on, and its rows were never taken.
[[nodiscard]] std::optional<AuditFinding> compare_stream_rows(const Snapshot& snapshot, Size sealed,
                                                              Streams& streams);

}  // namespace pledgebook::ledger
