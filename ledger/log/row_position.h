// SPDX-License-Identifier: Apache-2.0
// Row position: which records the derived rows come from.
//
//   meta "rows"    u32 schema | u64 next index | 32 last leaf: where the rows stand
//   meta "sealed"  u64 size: how long the log was with its last heads record; 0 where it has none
//
// Rows may be behind the records (docs/decisions/0010-derived-rows.md), but not behind a heads
// record.
#pragma once

#include <cstdint>
#include <optional>

#include "ledger/domain/values/id.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

// Raised whenever an encoding of rows changes: rows of another schema are rebuilt when the ledger
// is opened for writing.
inline constexpr std::uint32_t kRowSchema = 3;

[[nodiscard]] Row position_row(const Tail& position);
// Where the rows say that they stand; nothing where they are of another schema.
[[nodiscard]] std::optional<Tail> read_position(const Snapshot& snapshot);
// The same, but nothing too where they are not of these records.
[[nodiscard]] std::optional<Tail> stored_position(const Snapshot& snapshot);
// How long the log was with the last heads record that rows stand behind; 0 where there is none.
[[nodiscard]] Row sealed_row(Size size);
[[nodiscard]] Size sealed_size(const Snapshot& snapshot);

}  // namespace pledgebook::ledger
