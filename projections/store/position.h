// SPDX-License-Identifier: Apache-2.0
// Position: how far one generation of views has come, written in the same transaction as its rows.
#pragma once

#include <cstdint>
#include <optional>

#include "crypto/hash.h"
#include "ledger/domain/values/id.h"
#include "ledger/domain/values/timestamp.h"
#include "ledger/error.h"
#include "ledger/log/store/store.h"
#include "projections/store/view_store.h"

namespace pledgebook::projections {

// The version of all rows: the contents of the tables, their format, and what is counted. Views of
// another version are rebuilt.
inline constexpr std::uint32_t kViewsVersion = 8;

struct Position {
  ledger::Size size{};
  crypto::Hash last_leaf;  // of the last record folded; zeros for none
  ledger::RecordedAt recorded_at{};
  std::uint64_t background = 0;  // changes when the rows of Background do
  ledger::Size search{};         // the search index covers at least these records
  friend bool operator==(const Position&, const Position&) = default;
};

// Errc::foreign for views of another version, Errc::corrupt for a damaged row.
[[nodiscard]] ledger::Result<Position> read_position(const ReadRows& rows);
void write_position(WriteRows& rows, const Position& position);

// Whether the log continues from this position: it is not shorter, and its record there is the one
// that was folded.
[[nodiscard]] ledger::Result<bool> fits(const Position& position, const ledger::Store& log);

}  // namespace pledgebook::projections
