// SPDX-License-Identifier: Apache-2.0
// Row position: the records that the derived rows are made from.
//
//   meta "rows"    u32 schema | u64 next index | 32 last leaf: the position of the rows
//   meta "sealed"  u64 size: the log's size after its last heads record; 0 if it has none
//
// Rows may be behind the records (docs/decisions/0010-derived-rows.md), but not behind a heads
// record.
#pragma once

#include <cstdint>
#include <optional>

#include "ledger/domain/values/id.h"
#include "ledger/log/store/store.h"

namespace pledgebook::ledger {

// Increase it when the encoding of a row changes: rows of another schema are rebuilt when the
// ledger is opened for writing.
inline constexpr std::uint32_t kRowSchema = 5;

[[nodiscard]] Row position_row(const Tail& position);
// The position that the rows claim; nothing if they are of another schema.
[[nodiscard]] std::optional<Tail> read_position(const Snapshot& snapshot);
// The same, but also nothing if the rows are not made from these records.
[[nodiscard]] std::optional<Tail> stored_position(const Snapshot& snapshot);
// The log's size after its last heads record that is in the rows; 0 if there is none.
[[nodiscard]] Row sealed_row(Size size);
[[nodiscard]] Size sealed_size(const Snapshot& snapshot);

}  // namespace pledgebook::ledger
