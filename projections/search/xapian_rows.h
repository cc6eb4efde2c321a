// SPDX-License-Identifier: Apache-2.0
// A document of the database:
//
//   number      the record's index + 1
//   terms       see terms.h; "Q" and an id or number in lower case
//   value 0     TextRow, packed (projections/store/packed_row.h)
//   data        SearchDocument::shown
//
// The metadata "position" is a PositionRow. Terms of words have no capital letters.
//
// For the writer and the reader alone: others know nothing of Xapian.
#pragma once

#include <xapian.h>

#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/error.h"
#include "projections/search/search_document.h"
#include "projections/store/packed_row.h"

namespace pledgebook::projections {

inline constexpr Xapian::valueno kRowSlot = 0;

// The record that replaces a text.
struct Ending {
  ledger::Index by{};
  ledger::Instant at{};
};
void members(auto& row, ledger::Is<Ending> auto& v) { row(v.by, v.at); }

struct TextRow {
  ledger::Instant at{};
  std::optional<Ordinal> pledge;
  std::string party;
  std::optional<Ending> ending;
};
void members(auto& row, ledger::Is<TextRow> auto& v) { row(v.at, v.pledge, v.party, v.ending); }

// Zeros for an empty database. Errc::corrupt for another version.
[[nodiscard]] ledger::Result<SearchPosition> read_position(const Xapian::Database& database);
void write_position(Xapian::WritableDatabase& database, const SearchPosition& position);

// Nothing if the index is too great for a document's number.
[[nodiscard]] std::optional<Xapian::docid> number_of(ledger::Index index);
[[nodiscard]] inline ledger::Index index_of(Xapian::docid number) {
  return ledger::Index{std::uint64_t{number} - 1};
}
// The term of an id or number.
[[nodiscard]] std::string name_term(std::string_view name);

[[nodiscard]] ledger::Error damaged_index(std::string_view why);
// Errc::storage for a failure of the machine, Errc::busy for a lock, else Errc::corrupt.
[[nodiscard]] ledger::Error error_of(const Xapian::Error& error);

// Calls `work`, which uses Xapian: its exceptions end here. Damaged bytes may also give sizes that
// no memory holds.
template <class Work>
auto guarded(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    return std::unexpected(error_of(error));
  } catch (const std::exception& error) {
    return std::unexpected(damaged_index(error.what()));
  }
}

}  // namespace pledgebook::projections
