// SPDX-License-Identifier: Apache-2.0
// The audit's comparison of stored rows with what the records give. Internal to audit*.cc.
#pragma once

#include <cstdint>
#include <optional>

#include "ledger/domain/rules/registry.h"
#include "ledger/log/audit.h"
#include "ledger/log/store/store.h"
#include "ledger/log/streams.h"
#include "ledger/log/tree.h"

namespace pledgebook::ledger {

// Compares the rows that the tree has changed since the last call with the stored ones, which stand
// at `position`.
[[nodiscard]] std::optional<AuditFinding> compare_tree_rows(const Snapshot& snapshot,
                                                            std::uint64_t position, Tree& tree);
// Whether table `tree` has just the rows that a tree of `position` leaves has.
[[nodiscard]] std::optional<AuditFinding> count_tree_rows(const Snapshot& snapshot,
                                                          std::uint64_t position);
[[nodiscard]] std::optional<AuditFinding> compare_sid_row(const Snapshot& snapshot, const Sid& sid,
                                                          Index index);
// Compares all rows of the registry, which was folded from the first record, and was never asked
// for its changes; and the number of statements with that of `sids`.
[[nodiscard]] std::optional<AuditFinding> compare_registry_rows(const Snapshot& snapshot,
                                                                Registry& registry,
                                                                std::uint64_t statements);

// Compares all rows of streams, which were made from the first record on, and were never taken; and
// where the last heads record is said to stand.
[[nodiscard]] std::optional<AuditFinding> compare_stream_rows(const Snapshot& snapshot, Size sealed,
                                                              Streams& streams);

}  // namespace pledgebook::ledger
